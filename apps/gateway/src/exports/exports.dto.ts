import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsBoolean, IsIn, IsObject, IsOptional } from 'class-validator';
import { Day, HttpsUrl, OneOf, Repeated, Whole, Words } from '../http/parameters.js';
import { Strict } from '../http/parse.js';

export const STATUSES = ['queued', 'processing', 'completed', 'failed'] as const;

export const FORMATS = ['csv', 'ndjson', 'xlsx', 'parquet'] as const;
export type ExportFormat = 'csv' | 'ndjson' | 'xlsx' | 'parquet';

@Strict()
export class NewExport {
  /** usage-summary, system-events, alerts, alerts-summary, alert-history, api-keys-usage, availability, tuning, bursts, interruptions or suppression. */
  @Words()
  report_type: string;
  /** A workbook has a sheet for each 1,048,575 rows, at most 8, with instants on the clocks of the organization; parquet has typed columns and UTC instants. */
  @IsIn(FORMATS)
  format: ExportFormat;
  /** First day, in the organization's zone (usage-summary: UTC). @example '2026-05-01' */
  @Day()
  start_date: string;
  /** Last day, inclusive. A range that reaches into today ends now; it may be longer than the matching endpoint allows. @example '2026-05-31' */
  @Day()
  end_date: string;
  /** The query parameters of the matching endpoint; `organization_id` and `include` may stand in the query as well. */
  @IsOptional()
  @IsObject()
  filters: Record<string, unknown> = {};
  @IsOptional()
  /** Of csv and ndjson: xlsx and parquet are packed as they are. */
  @IsIn(['none', 'gzip'])
  compression: 'none' | 'gzip' = 'none';
  /** csv only: texts that a spreadsheet would take for a formula begin with an apostrophe. */
  @IsOptional()
  @IsBoolean()
  formula_guard = true;
  /** csv only: between cells; a comma unless given. */
  @IsOptional()
  @IsIn([',', ';', '\t'])
  delimiter?: ',' | ';' | '\t';
  /** csv only: begins with a byte order mark, by which spreadsheets know UTF-8. */
  @IsOptional()
  @IsBoolean()
  bom?: boolean;
  /** csv only: some of the report's columns, in this order. */
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayUnique()
  @Words(200, { each: true })
  columns?: string[];
  /** csv only, of alert-history: labels that are columns of their own, `label_<name>`, after the others; empty where an alert lacks the label. */
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(64)
  @ArrayUnique()
  @Words(1_000, { each: true })
  label_columns?: string[];
  /** Told when the export is completed or failed, signed as by Standard Webhooks; see `GET /reports/export/callback-secret`. */
  @IsOptional()
  @HttpsUrl()
  callback_url?: string;
}

export class ExportFault {
  code: string;
  message: string;
  /** Whether ordering the same again may help. */
  retryable: boolean;
}

export class ExportJob {
  job_id: string;
  status: 'queued' | 'processing' | 'completed' | 'failed';
  report_type: string;
  format: ExportFormat;
  compression: 'none' | 'gzip';
  start_date: string;
  end_date: string;
  /** Valid for 15 minutes; every read of the status gives a fresh one. Only while the file exists. */
  download_url?: string;
  /** 0 to 100, never backwards. */
  progress: number;
  rows_written: number;
  /** Of the file as it is downloaded, in bytes. */
  file_size: number | null;
  sha256: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  /** When the file is deleted. */
  expires_at: string | null;
  error: ExportFault | null;
}

export class CallbackSecret {
  /** Verifies the callbacks of the caller's organization, by any library of Standard Webhooks. @example 'whsec_…' */
  secret: string;
}

export class ExportsQuery {
  @Repeated()
  @OneOf(...STATUSES)
  status?: string[];
  @Repeated()
  report_type?: string[];
  @IsOptional()
  @Whole(1, 100)
  limit = 20;
  /** `next_cursor` of the page before. */
  @IsOptional()
  @Transform(({ value }) => (value === '' ? undefined : value))
  @Words()
  cursor?: string;
}

export class ExportPage {
  exports: ExportJob[];
  next_cursor: string | null;
}
