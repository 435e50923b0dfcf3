import { IsIn, IsOptional } from 'class-validator';
import { Instant, OneOf, Repeated, Whole, Words } from '../http/parameters.js';

export const HISTORY_SORTS = ['id', 'alertname', 'severity', 'status', 'starts_at', 'ends_at', 'created_at'] as const;
export type HistorySort = (typeof HISTORY_SORTS)[number];

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
  /** critical, warning, info, or any other text that the label has. */
  @Repeated()
  severity?: string[];
  @Repeated()
  @OneOf('resolved', 'firing')
  status?: string[];
  /** A matcher over labels, such as `pod=~"api-.*"`; all of them must hold. */
  @Repeated()
  filter?: string[];
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
  /** The same for ever, also while the alert ran: 11 base58 characters, in the order of the ids. */
  alert_id: string;
}

export class Pagination {
  page: number;
  page_size: number;
  total_count: number;
  total_pages: number;
  has_next: boolean;
  has_prev: boolean;
  /** Null on the last page. */
  next_page: number | null;
  /** Null on the first page. */
  prev_page: number | null;
  sort_by: HistorySort;
  sort_direction: 'asc' | 'desc';
  next_cursor: string | null;
}

export class HistoryPage {
  alerts: HistoryAlert[];
  pagination: Pagination;
}
