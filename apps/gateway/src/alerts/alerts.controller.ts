import { Controller, Get, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { InScope } from '../http/caller.js';
import { Needs } from '../http/route.js';
import { HistoryPage, HistoryQuery, Totals, Trend, TrendQuery } from './alerts.dto.js';
import { HistoryService } from './history.service.js';
import { TotalsService } from './totals.service.js';
import { TrendService } from './trend.service.js';

@Controller('api/alerts')
export class AlertsController {
  constructor(
    private readonly counters: TotalsService,
    private readonly days: TrendService,
    private readonly resolved: HistoryService,
  ) {}

  @Get('totals')
  @Needs('read:systems')
  @Answers(Totals, 'alert totals retrieved successfully')
  totals(@InScope() scope: Scope): Promise<Totals> {
    return this.counters.totals(scope, new Date());
  }

  @Get('trend')
  @Needs('read:systems')
  @Answers(Trend, 'alerts trend retrieved successfully')
  trend(@InScope() scope: Scope, @Query() query: TrendQuery): Promise<Trend> {
    return this.days.trend(scope, query, new Date());
  }

  @Get('history')
  @Needs('read:systems')
  @Answers(HistoryPage, 'alert history retrieved successfully')
  history(@InScope() scope: Scope, @Query() query: HistoryQuery): Promise<HistoryPage> {
    return this.resolved.history(scope, query);
  }
}
