import { IsIn, IsOptional } from 'class-validator';
import { TREND_PERIODS } from '#metrics';
import { Whole, Words } from '../http/parameters.js';

/** Active counters as of the last refresh, and the number of resolved alerts. */
export class Totals {
  /** Every alert the Alertmanager reports, muted and inhibited ones included. */
  active: number;
  critical: number;
  warning: number;
  info: number;
  /** Alerts with at least one silence. */
  muted: number;
  /** Resolved episodes. */
  history: number;
  /** What a reader should know about the numbers: stale, missing or unavailable. */
  warnings: string[];
}

export class TrendQuery {
  /** Days up to today. */
  @IsOptional()
  @Whole(1, 365)
  @IsIn(TREND_PERIODS)
  period: 7 | 30 | 180 | 365 = 7;
  /** IANA name of the zone whose civil days are counted. */
  @IsOptional()
  @Words()
  timezone = 'UTC';
}

export class TrendPoint {
  /** @example '2026-05-12' */
  date: string;
  count: number;
}

export class Trend {
  period: number;
  period_label: string;
  current_total: number;
  /** Of the equally long run of days before. */
  previous_total: number;
  delta: number;
  /** 2 decimals; 0 when previous_total is 0. */
  delta_percentage: number;
  trend: 'up' | 'down' | 'stable';
  /** One per day, ascending, the last one today. */
  data_points: TrendPoint[];
}
