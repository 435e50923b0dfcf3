-- Exports whose ticket may have been lost, those whose worker stopped first; at most a hundred.
SELECT id, attempt, status = 'processing' AS was_taken
  FROM export_job
 WHERE (status = 'queued' AND created_at < now() - :patience::interval) OR (status = 'processing' AND lease_until < now())
 ORDER BY status = 'queued', created_at
 LIMIT 100
