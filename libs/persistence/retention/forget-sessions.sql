-- Forgets sessions that began and ended before an instant, so many at most. How many went.
WITH gone AS (
       DELETE FROM usage_session WHERE ctid IN (SELECT ctid FROM usage_session WHERE started_at < :before::timestamptz AND ended_at < :before LIMIT :most::int) RETURNING id)
SELECT count(*)::int AS gone FROM gone
