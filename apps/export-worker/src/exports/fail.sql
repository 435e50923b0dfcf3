-- Ends an export as failed. One that failed by our fault is given back to its user. No row back means that it was cancelled or taken over.
WITH failed AS (
  UPDATE export_job
     SET status = 'failed', failures = failures + 1, error_code = :code, error_message = :message, error_retryable = :retryable::boolean,
         finished_at = now(), holder = NULL, lease_until = NULL, callback_due_at = CASE WHEN callback_url IS NOT NULL THEN now() END
   WHERE id = :id::uuid AND attempt = :attempt::int AND status = 'processing'
  RETURNING id, organization_id, subject, quota_day
), given_back AS (
  UPDATE export_quota q SET used = q.used - 1
    FROM failed f
   WHERE :given_back::boolean AND q.organization_id = f.organization_id AND q.subject = f.subject AND q.day = f.quota_day AND q.used > 0
)
SELECT organization_id FROM failed
