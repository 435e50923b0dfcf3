import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { Heavily, type HeavyQuestion } from '../http/heavy/heavy-question.js';
import { jsonArray } from '../http/long-answers.js';
import { Needs } from '../http/route.js';
import { Choice, ChoicesQuery } from './choices/choices.dto.js';
import { ChoicesService } from './choices/choices.service.js';
import { Definitions, Insights, InsightsQuery } from './insights.dto.js';
import { InsightsService } from './insights.service.js';
import { AlertReportQuery, type AlertReportRow, AlertSummary } from './reports.dto.js';
import { ReportsService } from './reports.service.js';
import { AlertSeries, SeriesQuery } from './series/series.dto.js';
import { SeriesService } from './series/series.service.js';

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
    private readonly buckets: SeriesService,
    private readonly known: ChoicesService,
  ) {}

  /** Alerts by bucket of their start. A bucket without a contributing alert has no row. */
  @Get('alerts')
  @Needs('report', 'read:analytics')
  @ApiOkResponse(ROWS)
  alerts(@Heavily() question: HeavyQuestion, @Query() query: AlertReportQuery): Promise<AlertReportRow[] | StreamableFile> {
    return jsonArray(this.reports.alerts(question, query, new Date()));
  }

  /** The same alerts over the whole range. `metric` and `group-by` are checked and change nothing. */
  @Get('alerts/summary')
  @Needs('report', 'read:analytics')
  @ApiOkResponse({ type: [AlertSummary] })
  summary(@Heavily() question: HeavyQuestion, @Query() query: AlertReportQuery): Promise<AlertSummary[] | StreamableFile> {
    return jsonArray(this.reports.summary(question, query, new Date()));
  }

  /** How the same alerts went, against the range before, and how much of it is noise. */
  @Get('alerts/insights')
  @Needs('report', 'read:analytics')
  insights(@Heavily() question: HeavyQuestion, @Query() query: InsightsQuery): Promise<Insights> {
    return this.figures.insights(question, query, new Date());
  }

  /** The same alerts by bucket of their start, empty buckets too. */
  @Get('alerts/series')
  @Needs('report', 'read:analytics')
  series(@Heavily() question: HeavyQuestion, @Query() query: SeriesQuery): Promise<AlertSeries> {
    return this.buckets.series(question, query, new Date());
  }

  /** The sources, policies or numbers that reports can be narrowed by, by name. */
  @Get('alerts/filters')
  @Needs('report', 'read:analytics')
  @ApiOkResponse({ type: [Choice] })
  filters(@Heavily() question: HeavyQuestion, @Query() query: ChoicesQuery): Promise<Choice[]> {
    return this.known.choices(question, query);
  }

  /** What every number of this product means. */
  @Get('definitions')
  @Needs('report', 'read:analytics', 'read:systems')
  definitions(): Definitions {
    return this.reports.definitions();
  }
}
