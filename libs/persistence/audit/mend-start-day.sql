-- Adds what is missing to the rows of start_day.
INSERT INTO start_day AS p (scope, day, n)
SELECT scope, (key ->> 'day')::date, missing FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int, key jsonb, missing bigint) ORDER BY 1, 2
ON CONFLICT (scope, day) DO UPDATE SET n = p.n + excluded.n
