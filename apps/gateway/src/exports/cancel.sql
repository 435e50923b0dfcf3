-- Withdraws an export that is not finished; the worker at it is fenced off. No row back: it is finished.
UPDATE export_job
   SET status = 'failed', attempt = attempt + 1, holder = NULL, lease_until = NULL, finished_at = now(), error_code = 'CANCELLED',
       error_message = 'the export was cancelled', error_retryable = false,
       callback_due_at = CASE WHEN callback_url IS NOT NULL THEN now() END
 WHERE id = :id::uuid AND status IN ('queued', 'processing')
RETURNING id
