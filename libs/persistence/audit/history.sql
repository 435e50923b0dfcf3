-- Every number of the history projections, pending differences included, that is not what the ledger adds up to; of history_starts: by how many quarters alerts started outside those a row of history_day names.
WITH counted AS MATERIALIZED (
       SELECT a.organization_id, floor(date_part('epoch', recorded_at) / 900)::int AS quarter, coalesce(severity, '') AS severity, count(*) AS ledger, 0::bigint AS pending,
              floor(date_part('epoch', min(starts_at)) / 900)::int AS first, floor(date_part('epoch', max(starts_at)) / 900)::int AS last, NULL::int AS next_first, NULL::int AS next_last
         FROM alert a JOIN series s ON s.id = a.series_id GROUP BY 1, 2, 3
       UNION ALL
       SELECT organization_id, recorded_quarter, coalesce(severity, ''), 0, sum(history), NULL, NULL, min(start_quarter) FILTER (WHERE history > 0), max(start_quarter) FILTER (WHERE history > 0)
         FROM ledger_delta WHERE history <> 0 GROUP BY 1, 2, 3),
     places AS (
       SELECT o.id, s.scope, s.scope > 0 AND (s.scope <> o.id OR o.role <> 'customer') AS above FROM organization o CROSS JOIN unnest(o.scopes) AS s (scope)),
     by_day AS MATERIALIZED (
       SELECT organization_id, floor(quarter / 96::float8)::int AS day, severity, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending,
              min(first) AS first, max(last) AS last, min(next_first) AS next_first, max(next_last) AS next_last
         FROM counted GROUP BY 1, 2, 3),
     totals AS (SELECT p.scope, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending FROM by_day d JOIN places p ON p.id = d.organization_id GROUP BY 1),
     days AS MATERIALIZED (
       SELECT p.scope, date '1970-01-01' + day AS day, severity, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending,
              min(first) AS first, max(last) AS last, min(next_first) AS next_first, max(next_last) AS next_last
         FROM by_day d JOIN places p ON p.id = d.organization_id GROUP BY 1, 2, 3),
     months AS (SELECT scope, date_trunc('month', day)::date AS month, severity, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending FROM days GROUP BY 1, 2, 3),
     quarters AS (
       SELECT p.scope, quarter, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending FROM counted c JOIN places p ON p.id = c.organization_id AND p.above GROUP BY 1, 2)
SELECT 'scope_totals' AS projection, scope, '{}'::jsonb AS key, 'history' AS measure, coalesce(ledger, 0) AS expected, coalesce(history, 0) + coalesce(pending, 0) AS found
  FROM totals FULL JOIN scope_totals s USING (scope) WHERE coalesce(ledger, 0) <> coalesce(history, 0) + coalesce(pending, 0)
UNION ALL
SELECT m.projection, scope, jsonb_build_object('day', day, 'severity', severity), m.measure, m.expected, m.found
  FROM days d FULL JOIN history_day h USING (scope, day, severity)
 CROSS JOIN LATERAL (VALUES
       ('history_day', 'n', coalesce(ledger, 0), coalesce(n, 0) + coalesce(pending, 0)),
       ('history_starts', 'quarters', 0, CASE WHEN n IS NOT NULL THEN
              greatest(0, least(h.first_start, next_first)::bigint - first) + greatest(0, last::bigint - greatest(h.last_start, next_last)) ELSE 0 END)) AS m (projection, measure, expected, found)
 WHERE m.expected <> m.found
UNION ALL
SELECT 'history_month', scope, jsonb_build_object('month', month, 'severity', severity), 'n', coalesce(ledger, 0), coalesce(n, 0) + coalesce(pending, 0)
  FROM months FULL JOIN history_month h USING (scope, month, severity) WHERE coalesce(ledger, 0) <> coalesce(n, 0) + coalesce(pending, 0)
UNION ALL
SELECT 'history_quarter', scope, jsonb_build_object('quarter', quarter), 'n', coalesce(ledger, 0), coalesce(n, 0) + coalesce(pending, 0)
  FROM quarters FULL JOIN history_quarter h USING (scope, quarter) WHERE coalesce(ledger, 0) <> coalesce(n, 0) + coalesce(pending, 0)
