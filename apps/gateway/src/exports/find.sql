-- An export.
SELECT id, organization_id, subject, subtrees, singles, report_type, format, compression, start_date::text, end_date::text, status, attempt, progress,
       rows_written, stored_as, file_name, file_size, sha256, error_code, error_message, error_retryable, created_at, started_at, finished_at, expires_at
  FROM export_job WHERE id = :id::uuid
