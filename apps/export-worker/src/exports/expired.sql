-- Takes the files whose time is over away from their exports, a hundred at a time.
UPDATE export_job SET stored_as = NULL
 WHERE id IN (SELECT id FROM export_job WHERE stored_as IS NOT NULL AND expires_at < now() ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED)
RETURNING id
