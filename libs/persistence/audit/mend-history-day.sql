-- Adds what is missing to the rows of history_day, whose alerts may then have started anywhere.
INSERT INTO history_day AS p (scope, day, severity, n)
SELECT scope, (key ->> 'day')::date, key ->> 'severity', missing FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int, key jsonb, missing bigint) ORDER BY 1, 2, 3
ON CONFLICT (scope, day, severity) DO UPDATE SET n = p.n + excluded.n, first_start = excluded.first_start, last_start = excluded.last_start
