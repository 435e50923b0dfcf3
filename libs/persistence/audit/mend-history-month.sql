-- Adds what is missing to the rows of history_month.
INSERT INTO history_month AS p (scope, month, severity, n)
SELECT scope, (key ->> 'month')::date, key ->> 'severity', missing FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int, key jsonb, missing bigint) ORDER BY 1, 2, 3
ON CONFLICT (scope, month, severity) DO UPDATE SET n = p.n + excluded.n
