-- Adds what is missing to the rows of history_quarter.
INSERT INTO history_quarter AS p (scope, quarter, n)
SELECT scope, (key ->> 'quarter')::int, missing FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int, key jsonb, missing bigint) ORDER BY 1, 2
ON CONFLICT (scope, quarter) DO UPDATE SET n = p.n + excluded.n
