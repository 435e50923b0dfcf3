import { Controller, Get, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { Heavily, type HeavyQuestion } from '../http/heavy/heavy-question.js';
import { InScope } from '../http/identity/caller.js';
import { Needs } from '../http/route.js';
import { Totals, Trend, TrendQuery } from './alerts.dto.js';
import { OpenAlerts, OpenAlertsQuery } from './open-alerts.dto.js';
import { OpenAlertsService } from './open-alerts.service.js';
import { Stats, StatsQuery } from './stats.dto.js';
import { StatsService } from './stats.service.js';
import { Suggestions, SuggestQuery } from './suggest.dto.js';
import { SuggestService } from './suggest.service.js';
import { TotalsService } from './totals.service.js';
import { TrendService } from './trend.service.js';

@Controller('api/alerts')
export class AlertsController {
  constructor(
    private readonly counters: TotalsService,
    private readonly days: TrendService,
    private readonly open: OpenAlertsService,
    private readonly figures: StatsService,
    private readonly suggestions: SuggestService,
  ) {}

  /** The open alerts, as the ledger knows them. */
  @Get()
  @Needs('read:systems')
  @Answers(OpenAlerts, 'alerts retrieved successfully')
  list(@InScope() scope: Scope, @Query() query: OpenAlertsQuery): Promise<OpenAlerts> {
    return this.open.list(scope, query, new Date());
  }

  /** Figures of the resolved alerts, by the instant their resolution was recorded. */
  @Get('stats')
  @Needs('read:systems')
  @Answers(Stats, 'alert stats retrieved successfully')
  stats(@Heavily() question: HeavyQuestion, @Query() query: StatsQuery): Promise<Stats> {
    return this.figures.stats(question, query);
  }

  /** What the next characters of a name or a key may be. */
  @Get('suggest')
  @Needs('read:systems')
  @Answers(Suggestions, 'suggestions retrieved successfully')
  suggest(@Heavily() question: HeavyQuestion, @Query() query: SuggestQuery): Promise<Suggestions> {
    return this.suggestions.values(question, query);
  }

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
}
