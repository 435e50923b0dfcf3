import { Injectable } from '@nestjs/common';
import { FORMULAS } from '#metrics';
import { type AlertReportSums, type AlertReportValue, alertReports, alertSummary, inBatches, reportBinds, Store } from '#persistence';
import type { Scope } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import type { Definitions } from './insights.dto.js';
import { ReportAsks } from './report-asks.js';
import type { AlertReportQuery, AlertReportRow, AlertSummary } from './reports.dto.js';

@Injectable()
export class ReportsService {
  constructor(
    private readonly store: Store,
    private readonly asks: ReportAsks,
  ) {}

  /** A year of days of many organizations is millions of rows: they are read as they are taken. */
  alerts(caller: Caller, scope: Scope, query: AlertReportQuery, now: Date, gone: AbortSignal): AsyncGenerator<AlertReportRow[]> {
    const binds = reportBinds({ ...this.asks.of(caller, scope, query, now), grouping: query['group-by'] });
    return tuples(inBatches(this.store, alertReports[query.metric], binds, gone));
  }

  /** Means are over all alerts of the range, not over its buckets. */
  async *summary(caller: Caller, scope: Scope, query: AlertReportQuery, now: Date, gone: AbortSignal): AsyncGenerator<AlertSummary[]> {
    const binds = reportBinds({ ...this.asks.of(caller, scope, query, now), grouping: 'ALL' });
    for await (const rows of inBatches(this.store, alertSummary, binds, gone)) yield rows.map(summaryOf);
  }

  definitions(): Definitions {
    return { definitions: [...FORMULAS] };
  }
}

async function* tuples(batches: AsyncIterable<AlertReportValue[]>): AsyncGenerator<AlertReportRow[]> {
  for await (const rows of batches)
    yield rows.map((row): AlertReportRow => [row.source_id, row.policy_id, row.number, row.bucket, row.value]);
}

const summaryOf = ({ source_id, policy_id, number, count, mtta, mttr }: AlertReportSums): AlertSummary => ({
  alertSourceId: source_id,
  escalationPolicyId: policy_id,
  callRoutingNumberPhoneNumber: number,
  count,
  ...(mtta !== null && { mtta }),
  ...(mttr !== null && { mttr }),
});
