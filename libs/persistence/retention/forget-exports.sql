-- Forgets some of the exports that ended before an instant and whose file is gone, so many at most. How many went.
WITH gone AS (
       DELETE FROM export_job
        WHERE id IN (SELECT id FROM export_job WHERE finished_at < :before::timestamptz AND stored_as IS NULL AND callback_due_at IS NULL LIMIT :most::int)
       RETURNING id)
SELECT count(*)::int AS gone FROM gone
