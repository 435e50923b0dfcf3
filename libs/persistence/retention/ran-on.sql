-- Whether a job has finished on a day. One row.
SELECT EXISTS (SELECT FROM daily_run WHERE job = :job AND day >= :day::date) AS done
