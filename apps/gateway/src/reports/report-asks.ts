import { Injectable } from '@nestjs/common';
import { instantText, type Range, reportRangeProblem } from '#metrics';
import type { ReportAsk } from '#reports';
import { Refusal } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import { matchersOf } from '../http/matchers.js';
import { Zones } from '../http/zones.js';
import type { ReportedAlerts } from './reports.dto.js';

type Queried = ReportedAlerts & Range & Pick<ReportAsk, 'priority'> & { filter?: string[] };

/** What a report is asked, from what its caller sent. */
@Injectable()
export class ReportAsks {
  constructor(private readonly zones: Zones) {}

  /** Refuses with 400 a range or a zone that a report cannot have, and what is no matcher. */
  of(caller: Caller, scope: Scope, query: Queried, now: Date): ReportAsk {
    const { from, until, priority, timezone, sources = [], policies = [], numbers = [], filter } = query;
    const range = { from, until };
    const problem = reportRangeProblem(range, now.getTime());
    if (problem) throw Refusal.field('until', `until ${problem}`, instantText(until));
    const zone = this.zones.chosen(timezone, caller.organization.timezone);
    return { scopes: scopeIds(scope), range, zone, priority, sources, policies, numbers, matchers: matchersOf('filter', filter) };
  }
}
