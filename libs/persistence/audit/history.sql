-- Every number of the history projections, pending differences included, that is not what the ledger adds up to.
WITH counted AS MATERIALIZED (
       SELECT organization_id, quarter, severity, sum(ledger) AS ledger, sum(pending) AS pending
         FROM (SELECT organization_id, floor(extract(epoch FROM recorded_at) / 900)::int AS quarter, coalesce(severity, '') AS severity, count(*) AS ledger, 0 AS pending
                 FROM alert WHERE ends_at IS NOT NULL GROUP BY 1, 2, 3
               UNION ALL
               SELECT organization_id, recorded_quarter, coalesce(severity, ''), 0, sum(history) FROM ledger_delta WHERE history <> 0 GROUP BY 1, 2, 3) AS parts
        GROUP BY organization_id, quarter, severity),
     places AS (
       SELECT o.id, s.scope, s.scope > 0 AND (s.scope <> o.id OR o.role <> 'customer') AS above FROM organization o CROSS JOIN unnest(o.scopes) AS s (scope)),
     by_day AS MATERIALIZED (
       SELECT organization_id, (to_timestamp(quarter * 900.0) AT TIME ZONE 'UTC')::date AS day, severity, sum(ledger) AS ledger, sum(pending) AS pending
         FROM counted GROUP BY 1, 2, 3),
     totals AS (SELECT p.scope, sum(ledger) AS ledger, sum(pending) AS pending FROM by_day d JOIN places p ON p.id = d.organization_id GROUP BY 1),
     days AS (SELECT p.scope, day, severity, sum(ledger) AS ledger, sum(pending) AS pending FROM by_day d JOIN places p ON p.id = d.organization_id GROUP BY 1, 2, 3),
     months AS (SELECT scope, date_trunc('month', day)::date AS month, severity, sum(ledger) AS ledger, sum(pending) AS pending FROM days GROUP BY 1, 2, 3),
     quarters AS (
       SELECT p.scope, quarter, sum(ledger) AS ledger, sum(pending) AS pending FROM counted c JOIN places p ON p.id = c.organization_id AND p.above GROUP BY 1, 2)
SELECT 'scope_totals' AS projection, scope, '{}'::jsonb AS key, 'history' AS measure, coalesce(ledger, 0)::bigint AS expected, (coalesce(history, 0) + coalesce(pending, 0))::bigint AS found
  FROM totals FULL JOIN scope_totals s USING (scope) WHERE coalesce(ledger, 0) <> coalesce(history, 0) + coalesce(pending, 0)
UNION ALL
SELECT 'history_day', scope, jsonb_build_object('day', day, 'severity', severity), 'n', coalesce(ledger, 0)::bigint, (coalesce(n, 0) + coalesce(pending, 0))::bigint
  FROM days FULL JOIN history_day h USING (scope, day, severity) WHERE coalesce(ledger, 0) <> coalesce(n, 0) + coalesce(pending, 0)
UNION ALL
SELECT 'history_month', scope, jsonb_build_object('month', month, 'severity', severity), 'n', coalesce(ledger, 0)::bigint, (coalesce(n, 0) + coalesce(pending, 0))::bigint
  FROM months FULL JOIN history_month h USING (scope, month, severity) WHERE coalesce(ledger, 0) <> coalesce(n, 0) + coalesce(pending, 0)
UNION ALL
SELECT 'history_quarter', scope, jsonb_build_object('quarter', quarter), 'n', coalesce(ledger, 0)::bigint, (coalesce(n, 0) + coalesce(pending, 0))::bigint
  FROM quarters FULL JOIN history_quarter h USING (scope, quarter) WHERE coalesce(ledger, 0) <> coalesce(n, 0) + coalesce(pending, 0)
