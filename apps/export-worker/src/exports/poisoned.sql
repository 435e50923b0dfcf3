-- Exports that took too many workers down with them.
SELECT id, attempt FROM export_job WHERE status = 'processing' AND lease_until < now() AND holder IS NOT NULL AND lost >= :most_lost::int
