-- Forgets silences that ended before an instant and are no longer shown, so many at most. How many went.
WITH gone AS (DELETE FROM past_silence WHERE ctid IN (SELECT ctid FROM past_silence WHERE ends_at < :before::timestamptz LIMIT :most::int) RETURNING id)
SELECT count(*)::int AS gone FROM gone
