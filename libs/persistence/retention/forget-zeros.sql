-- Removes what retention has counted down to nothing.
WITH days AS (DELETE FROM history_day WHERE n = 0 AND day < :month::timestamptz),
     months AS (DELETE FROM history_month WHERE n = 0 AND month < :month::timestamptz),
     starts AS (DELETE FROM start_day WHERE n = 0 AND day < :month::timestamptz)
DELETE FROM history_quarter WHERE n = 0 AND quarter < floor(extract(epoch FROM :month::timestamptz) / 900)::int
