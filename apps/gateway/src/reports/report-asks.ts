import { Injectable } from '@nestjs/common';
import { instantText, type Range, reportRangeProblem } from '#metrics';
import type { ReportAsk } from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import { Zones } from '../http/zones.js';
import type { ReportedAlerts } from './reports.dto.js';

/** What a report is asked, from what its caller sent. */
@Injectable()
export class ReportAsks {
  constructor(private readonly zones: Zones) {}

  /** Refuses with 400 a range or a zone that a report cannot have. */
  of(caller: Caller, scope: Scope, query: ReportedAlerts & Range & Pick<ReportAsk, 'priority'>, now: Date): Omit<ReportAsk, 'grouping'> {
    const { from, until, priority, timezone, sources = [], policies = [], numbers = [] } = query;
    const range = { from, until };
    const problem = reportRangeProblem(range, now.getTime());
    if (problem) throw Refusal.field('until', `until ${problem}`, instantText(until));
    const zone = this.zones.chosen(timezone, caller.organization.timezone);
    return { scopes: scopeIds(scope), range, zone, priority, sources, policies, numbers };
  }
}
