-- Publishes the file. The attempt is the fence: no row back means that a worker which was overtaken changed nothing.
UPDATE export_job
   SET status = 'completed', progress = 100, rows_written = :rows::bigint, stored_as = :stored_as, file_size = :size::bigint, sha256 = :hash,
       finished_at = now(), expires_at = now() + :retention::interval, holder = NULL, lease_until = NULL,
       callback_due_at = CASE WHEN callback_url IS NOT NULL THEN now() END
 WHERE id = :id::uuid AND attempt = :attempt::int AND status = 'processing'
RETURNING id
