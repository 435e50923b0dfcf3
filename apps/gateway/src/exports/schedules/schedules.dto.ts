import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsDefined,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { REPORT_RANGES } from '#schedules';
import { HttpsUrl, Whole, Words } from '../../http/parameters.js';
import { Strict } from '../../http/parse.js';
import { type ExportFormat, FORMATS } from '../exports.dto.js';

const KINDS = ['mail', 'webhook', 'drop'] as const;

/** As an order of an export, with a range in the place of its dates. */
export class ScheduledReport {
  @Words()
  report_type: string;
  @IsIn(FORMATS)
  format: ExportFormat;
  /** Whole days before that of the slot, in the schedule's zone. */
  @IsIn(REPORT_RANGES)
  range: 'previous-day' | 'previous-week' | 'previous-month' | 'last-7-days' | 'last-30-days';
  @IsOptional()
  @IsObject()
  filters?: Record<string, unknown>;
  @IsOptional()
  @IsIn(['none', 'gzip'])
  compression?: 'none' | 'gzip';
}

export class Recipient {
  @IsIn(KINDS)
  kind: 'mail' | 'webhook' | 'drop';
  /** Of mail. */
  @ValidateIf(({ kind }) => kind === 'mail')
  @Words(320)
  address?: string;
  /** Of a webhook. */
  @ValidateIf(({ kind }) => kind === 'webhook')
  @HttpsUrl()
  url?: string;
}

/** When to make a report, of what, and for whom. */
@Strict()
export class NewSchedule {
  /** @example 'What happened last week' */
  @Words(200)
  name: string;
  /** Minute, hour, day of month, month, day of week; not more often than hourly. @example '0 7 * * 1' */
  @IsString()
  cron: string;
  /** IANA name. @example 'Europe/Rome' */
  @Words(64)
  timezone: string;
  /** The fields of an export's order but its dates and callback, and `range`. */
  @IsDefined()
  @IsObject()
  @Type(() => Object)
  report: ScheduledReport;
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => Recipient)
  recipients: Recipient[];
  @IsOptional()
  @IsBoolean()
  enabled: boolean = true;
}

export class Schedule {
  id: string;
  /** Of `If-Match`. */
  version: number;
  name: string;
  cron: string;
  timezone: string;
  report: ScheduledReport;
  recipients: Recipient[];
  enabled: boolean;
  /** Why it ended by itself. */
  disabled_reason: string | null;
  /** Runs in a row that failed; at three it ends. */
  failures: number;
  next_run_at: string | null;
}
export class LastRun {
  slot: string;
  state: 'running' | 'done' | 'failed';
}
export class ListedSchedule extends Schedule {
  /** Null: it has not run. */
  last_run: LastRun | null;
}
export class SchedulePage {
  schedules: ListedSchedule[];
  next_cursor: string | null;
}
export class RunDelivery {
  nth: number;
  kind: 'mail' | 'webhook' | 'drop';
  target: string;
  state: 'waiting' | 'delivered' | 'failed';
}
export class ScheduleRun {
  slot: string;
  state: 'running' | 'done' | 'failed' | 'skipped';
  export_id: string | null;
  error?: string;
  deliveries: RunDelivery[];
}
export class RunPage {
  runs: ScheduleRun[];
  next_cursor: string | null;
}

@Strict()
export class PreviewInput {
  @IsString()
  cron: string;
  @Words(64)
  timezone: string;
}
export class Preview {
  /** The next five slots. */
  next: string[];
}

export class SchedulesQuery {
  @IsOptional()
  @Whole(1, 100)
  limit = 20;
  /** `next_cursor` of the page before. */
  @IsOptional()
  @Transform(({ value }) => (value === '' ? undefined : value))
  @Words()
  cursor?: string;
}
