-- Forgets what held alerts back before an instant, so many at most. How many went.
WITH gone AS (DELETE FROM hold WHERE ctid = ANY (ARRAY(SELECT ctid FROM hold WHERE at < :before::timestamptz ORDER BY at LIMIT :most::int)) RETURNING at)
SELECT count(*)::int AS gone FROM gone
