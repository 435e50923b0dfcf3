import { Injectable } from '@nestjs/common';
import { FORMULAS } from '#metrics';
import { alertsReport, alertsSummary } from '#reports';
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
  async *alerts(asked: HeavyQuestion, query: AlertReportQuery, now: Date): AsyncGenerator<AlertReportRow[]> {
    const ask = this.asks.of(asked.caller, asked.scope, query, now);
    for await (const rows of alertsReport(this.heavy.asking(asked), ask, query.metric, query['group-by']))
      yield rows.map((row) => [row.alertSourceId, row.escalationPolicyId, row.callRoutingNumberPhoneNumber, row.bucket, row.value]);
  }

  /** Means are over all alerts of the range, not over its buckets. */
  async *summary(asked: HeavyQuestion, query: AlertReportQuery, now: Date): AsyncGenerator<AlertSummary[]> {
    for await (const rows of alertsSummary(this.heavy.asking(asked), this.asks.of(asked.caller, asked.scope, query, now)))
      yield rows.map(({ mtta, mttr, ...row }) => ({ ...row, ...(mtta !== null && { mtta }), ...(mttr !== null && { mttr }) }));
  }

  definitions(): Definitions {
    return { definitions: [...FORMULAS] };
  }
}
