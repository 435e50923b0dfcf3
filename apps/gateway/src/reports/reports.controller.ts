import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Scope } from '#scope';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { Gone, jsonArray } from '../http/long-answers.js';
import { Needs } from '../http/route.js';
import { Definitions, Insights, InsightsQuery } from './insights.dto.js';
import { InsightsService } from './insights.service.js';
import { AlertReportQuery, type AlertReportRow, AlertSummary } from './reports.dto.js';
import { ReportsService } from './reports.service.js';

const ROWS = {
  description: 'source, policy, call routing number or "", bucket, value; by bucket, source, policy and number',
  schema: {
    type: 'array',
    items: { type: 'array', minItems: 5, maxItems: 5, items: { anyOf: [{ type: 'integer' }, { type: 'string' }] } },
    example: [[7, 3, '', '2021-W12', 42]],
  },
};

@Controller('reports')
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly figures: InsightsService,
  ) {}

  /** Alerts by bucket of their start. A bucket without a contributing alert has no row. */
  @Get('alerts')
  @Needs('report', 'read:analytics')
  @ApiOkResponse(ROWS)
  alerts(
    @Calling() caller: Caller,
    @InScope() scope: Scope,
    @Query() query: AlertReportQuery,
    @Gone() gone: AbortSignal,
  ): Promise<AlertReportRow[] | StreamableFile> {
    return jsonArray(this.reports.alerts(caller, scope, query, new Date(), gone));
  }

  /** The same alerts over the whole range. `metric` and `group-by` are checked and change nothing. */
  @Get('alerts/summary')
  @Needs('report', 'read:analytics')
  @ApiOkResponse({ type: [AlertSummary] })
  summary(
    @Calling() caller: Caller,
    @InScope() scope: Scope,
    @Query() query: AlertReportQuery,
    @Gone() gone: AbortSignal,
  ): Promise<AlertSummary[] | StreamableFile> {
    return jsonArray(this.reports.summary(caller, scope, query, new Date(), gone));
  }

  /** How the same alerts went, against the range before, and how much of it is noise. */
  @Get('alerts/insights')
  @Needs('report', 'read:analytics')
  insights(
    @Calling() caller: Caller,
    @InScope() scope: Scope,
    @Query() query: InsightsQuery,
    @Gone() gone: AbortSignal,
  ): Promise<Insights> {
    return this.figures.insights(caller, scope, query, new Date(), gone);
  }

  /** What every number of this product means. */
  @Get('definitions')
  @Needs('report', 'read:analytics', 'read:systems')
  definitions(): Definitions {
    return this.reports.definitions();
  }
}
