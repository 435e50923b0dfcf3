-- Forgets notifications sent before an instant, so many at most. How many went.
WITH gone AS (DELETE FROM notification WHERE id IN (SELECT id FROM notification WHERE at < :before::timestamptz ORDER BY at LIMIT :most::int) RETURNING id)
SELECT count(*)::int AS gone FROM gone
