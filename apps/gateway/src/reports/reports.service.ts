import { Injectable } from '@nestjs/common';
import { FORMULAS } from '#metrics';
import { type AlertReportSums, type AlertReportValue, alertReports, alertSummary, reportBinds } from '#persistence';
import type { HeavyQuestion } from '../http/heavy/heavy-question.js';
import { HeavyReads } from '../http/heavy/heavy-reads.js';
import type { Definitions } from './insights.dto.js';
import { ReportAsks } from './report-asks.js';
import type { AlertReportQuery, AlertReportRow, AlertSummary } from './reports.dto.js';

@Injectable()
export class ReportsService {
  constructor(
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
  ) {}

  /** A year of days of many organizations is millions of rows: they are read as they are taken. */
  alerts(question: HeavyQuestion, query: AlertReportQuery, now: Date): AsyncGenerator<AlertReportRow[]> {
    const binds = reportBinds({ ...this.asks.of(question.caller, question.scope, query, now), grouping: query['group-by'] });
    return tuples(this.heavy.batches(question, alertReports[query.metric], binds));
  }

  /** Means are over all alerts of the range, not over its buckets. */
  async *summary(question: HeavyQuestion, query: AlertReportQuery, now: Date): AsyncGenerator<AlertSummary[]> {
    const binds = reportBinds({ ...this.asks.of(question.caller, question.scope, query, now), grouping: 'ALL' });
    for await (const rows of this.heavy.batches(question, alertSummary, binds)) yield rows.map(summaryOf);
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
