-- Adds what is missing to the rows of history_day.
INSERT INTO history_day AS p (scope, day, severity, n)
SELECT scope, (key ->> 'day')::date, key ->> 'severity', missing FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int, key jsonb, missing bigint) ORDER BY 1, 2, 3
ON CONFLICT (scope, day, severity) DO UPDATE SET n = p.n + excluded.n
