import { Injectable } from '@nestjs/common';
import { FORMULAS } from '#metrics';
import { alertReports, alertSummary, reading, reportBinds, Store } from '#persistence';
import type { Scope } from '#scope';
import type { Caller } from '../http/caller.js';
import type { Definitions } from './insights.dto.js';
import { ReportAsks } from './report-asks.js';
import type { AlertReportQuery, AlertReportRow, AlertSummary } from './reports.dto.js';

@Injectable()
export class ReportsService {
  constructor(
    private readonly store: Store,
    private readonly asks: ReportAsks,
  ) {}

  async alerts(caller: Caller, scope: Scope, query: AlertReportQuery, now: Date): Promise<AlertReportRow[]> {
    const binds = reportBinds({ ...this.asks.of(caller, scope, query, now), grouping: query['group-by'] });
    const rows = await reading(this.store, (db) => alertReports[query.metric].rows(db, binds));
    return rows.map((row) => [row.source_id, row.policy_id, row.number, row.bucket, row.value]);
  }

  /** Means are over all alerts of the range, not over its buckets. */
  async summary(caller: Caller, scope: Scope, query: AlertReportQuery, now: Date): Promise<AlertSummary[]> {
    const binds = reportBinds({ ...this.asks.of(caller, scope, query, now), grouping: 'ALL' });
    const rows = await reading(this.store, (db) => alertSummary.rows(db, binds));
    return rows.map(({ source_id, policy_id, number, count, mtta, mttr }) => ({
      alertSourceId: source_id,
      escalationPolicyId: policy_id,
      callRoutingNumberPhoneNumber: number,
      count,
      ...(mtta !== null && { mtta }),
      ...(mttr !== null && { mttr }),
    }));
  }

  definitions(): Definitions {
    return { definitions: [...FORMULAS] };
  }
}
