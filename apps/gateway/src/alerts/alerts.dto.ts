import { IsIn, IsOptional } from 'class-validator';
import { TREND_PERIODS } from '#metrics';
import { Instant, OneOf, Repeated, Whole, Words } from '../http/parameters.js';

const SEVERITIES = ['critical', 'warning', 'info'];
export const HISTORY_SORTS = ['id', 'alertname', 'severity', 'status', 'starts_at', 'ends_at', 'created_at'] as const;
export type HistorySort = (typeof HISTORY_SORTS)[number];

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

/** Which resolved alerts: OR within a parameter, AND across. */
export class HistoryFilter {
  /** Inclusive, of created_at. RFC 3339 with offset. */
  @IsOptional()
  @Instant()
  from_date?: number;
  /** Exclusive, of created_at; after from_date. */
  @IsOptional()
  @Instant()
  to_date?: number;
  @Repeated()
  system_key?: string[];
  @Repeated()
  alertname?: string[];
  @Repeated()
  @OneOf(...SEVERITIES)
  severity?: string[];
  @Repeated()
  @OneOf('resolved', 'firing')
  status?: string[];
}

export class HistoryQuery extends HistoryFilter {
  @IsOptional()
  @Whole(1, 1_000_000_000)
  page = 1;
  @IsOptional()
  @Whole(1, 200)
  page_size = 20;
  @IsOptional()
  @IsIn(HISTORY_SORTS)
  sort_by: HistorySort = 'created_at';
  @IsOptional()
  @IsIn(['asc', 'desc'])
  sort_direction: 'asc' | 'desc' = 'desc';
  /** `next_cursor` of the page before, with the same filters and order. */
  @IsOptional()
  @Words()
  cursor?: string;
}

/** A resolved alert. Instants are UTC; milliseconds show when they are not zero. */
export class HistoryAlert {
  id: number;
  organization_id: string;
  system_key: string | null;
  alertname: string;
  severity: string | null;
  status: 'resolved';
  fingerprint: string;
  starts_at: string;
  ends_at: string;
  acknowledged_at: string | null;
  summary: string | null;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  receiver: string | null;
  resolution: 'webhook' | 'inferred' | 'manual' | 'event' | 'import';
  /** When the resolution was recorded. */
  created_at: string;
}

export class Pagination {
  page: number;
  page_size: number;
  total_count: number;
  total_pages: number;
  has_next: boolean;
  has_prev: boolean;
  next_cursor: string | null;
}

export class HistoryPage {
  alerts: HistoryAlert[];
  pagination: Pagination;
}
