-- Forgets how many calls were counted in quarters of an hour before an instant, so many rows at most. How many went.
WITH gone AS (
       DELETE FROM api_call_quarter
        WHERE ctid IN (SELECT ctid FROM api_call_quarter WHERE quarter < floor(extract(epoch FROM :before::timestamptz) / 900)::int LIMIT :most::int)
       RETURNING quarter)
SELECT count(*)::int AS gone FROM gone
