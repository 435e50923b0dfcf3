-- Counts a failure and lets the export wait for its next try. No row back means that it was cancelled or taken over.
UPDATE export_job
   SET failures = failures + 1, holder = NULL, lease_until = now() + :wait::interval
 WHERE id = :id::uuid AND attempt = :attempt::int AND status = 'processing'
RETURNING id
