-- Forgets some of the log lines that are older than an instant, so many at most. How many went.
WITH gone AS (DELETE FROM system_event WHERE id IN (SELECT id FROM system_event WHERE at < :before::timestamptz LIMIT :most::int) RETURNING id)
SELECT count(*)::int AS gone FROM gone
