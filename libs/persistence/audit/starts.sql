-- Every number of start_day, pending differences included, that is not what the ledger adds up to.
WITH counted AS (
       SELECT organization_id, floor(date_part('epoch', starts_at) / 86400)::int AS day, count(*) AS ledger, 0::bigint AS pending FROM alert GROUP BY 1, 2
       UNION ALL
       SELECT organization_id, floor(start_quarter / 96::float8)::int, 0, sum(history) FROM ledger_delta GROUP BY 1, 2),
     days AS (
       SELECT s.scope, date '1970-01-01' + day AS day, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending
         FROM counted c JOIN organization o ON o.id = c.organization_id CROSS JOIN unnest(o.scopes) AS s (scope) GROUP BY 1, 2)
SELECT 'start_day' AS projection, scope, jsonb_build_object('day', day) AS key, 'n' AS measure, coalesce(ledger, 0) AS expected, coalesce(n, 0) + coalesce(pending, 0) AS found
  FROM days d FULL JOIN start_day s USING (scope, day) WHERE coalesce(ledger, 0) <> coalesce(n, 0) + coalesce(pending, 0)
