import { IsOptional } from 'class-validator';
import { Whole } from '../http/parameters.js';
import type { ExportFormat } from './exports.dto.js';

export class UnfinishedQuery {
  @IsOptional()
  @Whole(1, 500)
  page_size = 50;
}

/** An export as those who run the installation see it. */
export class UnfinishedExport {
  job_id: string;
  organization_id: string;
  /** The user who ordered it. */
  subject: string;
  report_type: string;
  format: ExportFormat;
  status: 'queued' | 'processing' | 'completed' | 'failed';
  /** How often a worker took it. */
  attempt: number;
  /** Failures of the export itself; the third is the last. */
  failures: number;
  /** Workers that died over it; ten are borne. */
  lost: number;
  /** Host, process and name of the worker that is at it; null while it waits. */
  holder: string | null;
  /** When another worker may take it. In the past for long: no worker runs. */
  lease_until: string | null;
  progress: number;
  rows_written: number;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  /** Tries to call back that were in vain. */
  callback_failures: number;
  /** When the callback is sent next; null when there is none to send. */
  callback_due_at: string | null;
}

export class UnfinishedExports {
  /** Of the whole installation, listed or not. */
  total_count: number;
  exports: UnfinishedExport[];
}
