-- Takes callbacks that are due for sending, each for as long as the lease: one whose sender dies is due again. At most ten.
UPDATE export_job j SET callback_due_at = now() + :lease::interval
  FROM organization o
 WHERE o.id = j.organization_id
   AND j.id IN (SELECT id FROM export_job WHERE callback_due_at <= now() ORDER BY callback_due_at LIMIT 10 FOR UPDATE SKIP LOCKED)
RETURNING j.id, j.organization_id, o.public_id AS organization, j.callback_url, j.callback_failures, j.status, j.report_type, j.format, j.compression,
          j.start_date::text, j.end_date::text, j.rows_written, j.file_size, j.sha256, j.created_at, j.finished_at, j.expires_at,
          j.error_code, j.error_message, j.error_retryable
