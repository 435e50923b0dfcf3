-- Keeps the lease and tells how far the export is. No row back means that it was cancelled or taken over: the work is in vain.
UPDATE export_job
   SET lease_until = now() + :lease::interval, rows_written = greatest(rows_written, :rows::bigint), progress = greatest(progress, :progress::int)
 WHERE id = :id::uuid AND attempt = :attempt::int AND status = 'processing'
RETURNING id
