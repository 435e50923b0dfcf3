import { IsIn, IsOptional } from 'class-validator';
import { EmptyIsAbsent } from '../http/lists.js';
import { Batch, Identifier, Instant, Whole, Words } from '../http/parameters.js';

export const SEVERITIES = ['info', 'warning', 'error'] as const;
type Severity = (typeof SEVERITIES)[number];

/** Which events: exports take it too. */
export class SystemEventFilter {
  @EmptyIsAbsent()
  @IsIn(SEVERITIES)
  severity?: Severity;
  /** The part of a system that spoke, exactly. */
  @EmptyIsAbsent()
  @Words(200)
  source?: string;
}

export class SystemEventsQuery extends SystemEventFilter {
  @EmptyIsAbsent()
  @Whole(1, 1_000)
  limit = 100;
  @EmptyIsAbsent()
  @Whole(1, 1_000_000_000)
  page = 1;
  /** Inclusive. RFC 3339 with offset. */
  @EmptyIsAbsent()
  @Instant()
  from?: number;
  /** Exclusive, after from. */
  @EmptyIsAbsent()
  @Instant()
  until?: number;
}

export class LoggedEvent {
  /** @example '2026-05-12T07:46:50Z' */
  timestamp: string;
  severity: Severity;
  message: string;
  source: string | null;
}

export class SystemEvents {
  events: LoggedEvent[];
  page: number;
  total_pages: number;
}

export class SystemEventInput {
  /** The same id twice is one event. */
  @IsOptional()
  @Words(200)
  id?: string;
  /** RFC 3339 with offset; now unless given. */
  @IsOptional()
  @Instant()
  timestamp?: number;
  @IsIn(SEVERITIES)
  severity: Severity;
  @Words(8_000)
  message: string;
  @IsOptional()
  @Words(200)
  source?: string;
  /** In the caller's tree; the caller's own unless given. */
  @IsOptional()
  @Identifier()
  organization_id?: string;
}

export class SystemEventsInput {
  @Batch(() => SystemEventInput, 10_000)
  events: SystemEventInput[];
}

export class Received {
  /** How many were sent. */
  received: number;
  /** How many of them were new. */
  inserted: number;
}
