-- Notes that a job has finished for a day.
INSERT INTO daily_run (job, day) VALUES (:job, :day::date) ON CONFLICT (job) DO UPDATE SET day = excluded.day, finished_at = now()
