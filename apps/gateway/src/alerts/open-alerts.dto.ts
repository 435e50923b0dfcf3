import { IsIn, IsOptional } from 'class-validator';
import { OneOf, Repeated, Whole } from '../http/parameters.js';

export const OPEN_SORTS = ['starts_at', 'severity', 'alertname', 'status', 'assigned_user_name'] as const;
export type OpenSort = (typeof OPEN_SORTS)[number];

/** Which open alerts: OR within a parameter, AND across. */
export class OpenAlertsQuery {
  @IsOptional()
  @Whole(1, 1_000_000_000)
  page = 1;
  @IsOptional()
  @Whole(1, 100)
  page_size = 50;
  @IsOptional()
  @IsIn(OPEN_SORTS)
  sort_by: OpenSort = 'starts_at';
  @IsOptional()
  @IsIn(['asc', 'desc'])
  sort_direction: 'asc' | 'desc' = 'desc';
  @Repeated()
  @OneOf('active', 'suppressed', 'unprocessed')
  status?: string[];
  @Repeated()
  @OneOf('critical', 'warning', 'info')
  severity?: string[];
  @Repeated()
  system_key?: string[];
  @Repeated()
  alertname?: string[];
  /** User ids; `none` for alerts that nobody is in charge of. */
  @Repeated()
  assigned_user_id?: string[];
  /** A matcher over labels, such as `pod=~"api-.*"`; all of them must hold. */
  @Repeated()
  filter?: string[];
}

export class AlertStatus {
  state: 'active' | 'suppressed' | 'unprocessed';
  /** Ids of silences. */
  silencedBy: string[];
  /** Fingerprints of alerts. */
  inhibitedBy: string[];
  /** Names of mute and active times. */
  mutedBy: string[];
}

export class Receiver {
  name: string;
}

/** Who is in charge, and since when. */
export class AssignedTo {
  user_id: string;
  user_name: string;
  user_org_id: string;
  user_org_name: string;
  assigned_at: string;
}

/** An open alert, in the shape of Alertmanager's API. */
export class OpenAlert {
  fingerprint: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  status: AlertStatus;
  startsAt: string;
  /** An open alert has no end: always `0001-01-01T00:00:00Z`, as in Alertmanager's webhook. */
  endsAt: string;
  /** When it was last told. */
  updatedAt: string;
  receivers: Receiver[];
  /** Empty when nobody told one. */
  generatorURL: string;
  organization_id: string;
  assigned_to: AssignedTo | null;
  /** The same for ever, also once it is history: 11 base58 characters. */
  alert_id: string;
}

export class Paged {
  page: number;
  page_size: number;
  total_count: number;
  total_pages: number;
  has_next: boolean;
  has_prev: boolean;
}

export class PageOf extends Paged {
  /** Null on the last page. */
  next_page: number | null;
  /** Null on the first page. */
  prev_page: number | null;
  sort_by: OpenSort;
  sort_direction: 'asc' | 'desc';
}

export class OpenAlerts {
  alerts: OpenAlert[];
  pagination: PageOf;
  /** What a reader should know: that the Alertmanagers were not heard for a while. */
  warnings: string[];
}
