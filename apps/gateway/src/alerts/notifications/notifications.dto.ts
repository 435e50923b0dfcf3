import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { EmptyIsAbsent } from '../../http/lists.js';
import { Instant, OneOf, Repeated, Whole, Words } from '../../http/parameters.js';

export const NOTIFICATION_KEYS = ['receiver', 'integration', 'outcome', 'reason', 'alertname', 'fingerprint'] as const;
export type NotificationKey = (typeof NOTIFICATION_KEYS)[number];

/** Which notifications: OR within a parameter, AND across. What is said of alerts holds for one alert at least that it names. */
export class NotificationsFilter {
  /** Inclusive. RFC 3339 with offset. */
  @IsOptional()
  @Instant()
  from_date?: number;
  /** Exclusive; after from_date. */
  @IsOptional()
  @Instant()
  to_date?: number;
  @Repeated()
  receiver?: string[];
  /** Such as `webhook` or `email`. */
  @Repeated()
  integration?: string[];
  @Repeated()
  @OneOf('sent', 'failed')
  outcome?: string[];
  /** Alertmanager's, such as `first_notification`, in any case. */
  @Repeated()
  reason?: string[];
  @Repeated()
  alertname?: string[];
  @Repeated()
  fingerprint?: string[];
  /** A matcher over labels, such as `pod=~"api-.*"`; all of them must hold. */
  @Repeated()
  filter?: string[];
}

export class NotificationsQuery extends NotificationsFilter {
  /** How many at most. */
  @IsOptional()
  @Whole(1, 200)
  page_size = 20;
  /** `next_cursor` of the page before, with the same filters. */
  @ApiPropertyOptional()
  @EmptyIsAbsent()
  @Words(4_000)
  cursor?: string;
}

export class NotificationStatsQuery extends NotificationsFilter {
  @IsIn(NOTIFICATION_KEYS)
  by: NotificationKey;
}

export class NotifiedAlert {
  organization_id: string;
  fingerprint: string;
  /** Null: the ledger does not hold it (any more). */
  alert_id: string | null;
  alertname: string;
}

/** A notification that an Alertmanager sent, or failed to. */
export class Notification {
  at: string;
  receiver: string;
  integration: string;
  reason: string;
  outcome: 'sent' | 'failed';
  error: string | null;
  /** Those in scope. */
  alerts: NotifiedAlert[];
}

export class Notifications {
  /** Newest first. */
  notifications: Notification[];
  /** Null: there are no more. */
  next_cursor: string | null;
}

export class NotificationCount {
  key: string;
  /** Notifications; one of several alerts counts once for each of their names or fingerprints. */
  count: number;
}

export class NotificationStats {
  /** Most first, ties by key. */
  counts: NotificationCount[];
}
