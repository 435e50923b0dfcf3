-- Forgets how many exports were ordered on days before an instant, so many rows at most. How many went.
WITH gone AS (
       DELETE FROM export_quota WHERE ctid IN (SELECT ctid FROM export_quota WHERE day < (:before::timestamptz AT TIME ZONE 'UTC')::date LIMIT :most::int) RETURNING day)
SELECT count(*)::int AS gone FROM gone
