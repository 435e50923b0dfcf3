-- Removes what retention has counted down to nothing.
WITH days AS (DELETE FROM history_day WHERE n = 0 AND day < :month::timestamptz),
     report_days AS (DELETE FROM report_day WHERE n = 0 AND day < floor(extract(epoch FROM :month::timestamptz) / 86400)::int),
     report_quarters AS (DELETE FROM report_quarter WHERE n = 0 AND quarter < floor(extract(epoch FROM :month::timestamptz) / 900)::int)
DELETE FROM history_quarter WHERE n = 0 AND quarter < floor(extract(epoch FROM :month::timestamptz) / 900)::int
