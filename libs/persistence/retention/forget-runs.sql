-- Forgets some of the runs of schedules whose slot was before an instant, with their deliveries, so many at most. None that is under way. How many went.
WITH gone AS (
       DELETE FROM report_run WHERE (schedule_id, slot) IN (SELECT schedule_id, slot FROM report_run WHERE slot < :before::timestamptz AND state <> 'running' LIMIT :most::int)
       RETURNING slot)
SELECT count(*)::int AS gone FROM gone
