import { instantText } from '#metrics';

/** A callback that is due: what its job came to, in the words of export_job. */
export type Due = {
  readonly id: string;
  readonly organization_id: number;
  /** The public id of the organization, whose secret signs. */
  readonly organization: string;
  readonly callback_url: string;
  readonly callback_failures: number;
  readonly status: 'completed' | 'failed';
  readonly report_type: string;
  readonly format: string;
  readonly compression: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly rows_written: number;
  readonly file_size: number | null;
  readonly sha256: string | null;
  readonly created_at: Date;
  readonly finished_at: Date;
  readonly expires_at: Date | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly error_retryable: boolean | null;
};

/**
 * The body: the status as its owner reads it, and where. It opens nothing: the link of the file is in the status, which asks for credentials.
 * Every try has the same bytes.
 */
export function bodyOf(due: Due, publicUrl: string): string {
  const { id, status, report_type, format, compression, start_date, end_date, rows_written, file_size, sha256 } = due;
  const at = (instant: Date): string => instantText(instant.getTime());
  return JSON.stringify({
    type: `export.${status}`,
    timestamp: at(due.finished_at),
    job_id: id,
    ...{ status, report_type, format, compression, start_date, end_date, rows_written, file_size, sha256 },
    created_at: at(due.created_at),
    finished_at: at(due.finished_at),
    expires_at: due.expires_at && at(due.expires_at),
    error: due.error_code && { code: due.error_code, message: due.error_message, retryable: due.error_retryable },
    status_url: `${publicUrl}/reports/export/${id}`,
  });
}
