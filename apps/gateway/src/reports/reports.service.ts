import { Injectable } from '@nestjs/common';
import { instantText, reportRangeProblem, zoneProblem } from '#metrics';
import { alertReports, alertSummary, type ReportAsk, reportBinds, Store } from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import type { Caller } from '../http/caller.js';
import { Zones } from '../http/zones.js';
import type { AlertReportQuery, AlertReportRow, AlertSummary } from './reports.dto.js';

@Injectable()
export class ReportsService {
  constructor(
    private readonly store: Store,
    private readonly zones: Zones,
  ) {}

  async alerts(caller: Caller, scope: Scope, query: AlertReportQuery, now: Date): Promise<AlertReportRow[]> {
    const binds = reportBinds({ ...this.ask(caller, scope, query, now), grouping: query['group-by'] });
    const rows = await alertReports[query.metric].rows(this.store, binds);
    return rows.map((row) => [row.source_id, row.policy_id, row.number, row.bucket, row.value]);
  }

  /** Means are over all alerts of the range, not over its buckets. */
  async summary(caller: Caller, scope: Scope, query: AlertReportQuery, now: Date): Promise<AlertSummary[]> {
    const rows = await alertSummary.rows(this.store, reportBinds({ ...this.ask(caller, scope, query, now), grouping: 'ALL' }));
    return rows.map(({ source_id, policy_id, number, count, mtta, mttr }) => ({
      alertSourceId: source_id,
      escalationPolicyId: policy_id,
      callRoutingNumberPhoneNumber: number,
      count,
      ...(mtta !== null && { mtta }),
      ...(mttr !== null && { mttr }),
    }));
  }

  /** Refuses a range or a zone that a report cannot have. */
  private ask(caller: Caller, scope: Scope, query: AlertReportQuery, now: Date): Omit<ReportAsk, 'grouping'> {
    const { from, until, priority, timezone, sources = [], policies = [], numbers = [] } = query;
    const range = { from, until };
    const problem = reportRangeProblem(range, now.getTime());
    if (problem) throw Refusal.field('until', `until ${problem}`, instantText(until));
    return { scopes: scopeIds(scope), range, zone: this.zone(caller, timezone), priority, sources, policies, numbers };
  }

  /** The organization's own zone was accepted when it was stored; should the database have dropped it since, it is UTC. */
  private zone({ organization }: Caller, asked: string | undefined): string {
    const zone = this.zones.find(asked ?? organization.timezone);
    if (!zone && asked) throw Refusal.field('timezone', `timezone ${zoneProblem(asked) ?? 'is not known to the database'}`, asked);
    return zone ?? 'UTC';
  }
}
