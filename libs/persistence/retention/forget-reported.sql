-- Forgets the ids of calls that were reported before an instant, so many at most. How many went.
WITH gone AS (
       DELETE FROM api_call_report WHERE ctid IN (SELECT ctid FROM api_call_report WHERE told_at < :before::timestamptz LIMIT :most::int) RETURNING id)
SELECT count(*)::int AS gone FROM gone
