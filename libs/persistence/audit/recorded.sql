-- Of what was recorded in a stretch of time of whole months: every number by day, month and quarter, pending differences included, that is not what the ledger adds up to; of history_starts: by how many quarters alerts started outside those a row of history_day names.
WITH counted AS MATERIALIZED (
       SELECT a.organization_id, floor(extract(epoch FROM a.recorded_at) / 900)::int AS quarter, coalesce(s.severity, '') AS severity, count(*) AS ledger, 0::bigint AS pending,
              floor(extract(epoch FROM min(a.starts_at)) / 900)::int AS first, floor(extract(epoch FROM max(a.starts_at)) / 900)::int AS last,
              NULL::int AS next_first, NULL::int AS next_last
         FROM alert a JOIN series s ON s.id = a.series_id WHERE a.recorded_at >= :from::timestamptz AND a.recorded_at < :until::timestamptz GROUP BY 1, 2, 3
       UNION ALL
       SELECT organization_id, recorded_quarter, coalesce(severity, ''), 0, sum(history), NULL, NULL, min(start_quarter) FILTER (WHERE history > 0), max(start_quarter) FILTER (WHERE history > 0)
         FROM ledger_delta
        WHERE tx >= (SELECT ledger_from FROM folded) AND to_timestamp(recorded_quarter * 900.0) >= :from::timestamptz AND to_timestamp(recorded_quarter * 900.0) < :until::timestamptz
        GROUP BY 1, 2, 3),
     places AS (
       SELECT o.id, s.scope, s.scope > 0 AND (s.scope <> o.id OR o.role <> 'customer') AS above FROM organization o CROSS JOIN unnest(o.scopes) AS s (scope)),
     by_day AS MATERIALIZED (
       SELECT organization_id, floor(quarter / 96::float8)::int AS day, severity, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending,
              min(first) AS first, max(last) AS last, min(next_first) AS next_first, max(next_last) AS next_last
         FROM counted GROUP BY 1, 2, 3),
     days AS MATERIALIZED (
       SELECT p.scope, date '1970-01-01' + day AS day, severity, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending,
              min(first) AS first, max(last) AS last, min(next_first) AS next_first, max(next_last) AS next_last
         FROM by_day d JOIN places p ON p.id = d.organization_id GROUP BY 1, 2, 3),
     months AS (SELECT scope, date_trunc('month', day)::date AS month, severity, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending FROM days GROUP BY 1, 2, 3),
     quarters AS (
       SELECT p.scope, quarter, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending FROM counted c JOIN places p ON p.id = c.organization_id AND p.above GROUP BY 1, 2),
     kept_days AS (SELECT * FROM history_day WHERE day >= (:from::timestamptz AT TIME ZONE 'UTC')::date AND day < (:until::timestamptz AT TIME ZONE 'UTC')::date),
     kept_months AS (SELECT * FROM history_month WHERE month >= (:from::timestamptz AT TIME ZONE 'UTC')::date AND month < (:until::timestamptz AT TIME ZONE 'UTC')::date),
     kept_quarters AS (SELECT * FROM history_quarter WHERE to_timestamp(quarter * 900.0) >= :from::timestamptz AND to_timestamp(quarter * 900.0) < :until::timestamptz),
     compared AS (
       SELECT m.projection, scope, jsonb_build_object('day', day, 'severity', severity) AS key, m.measure, m.expected, m.found
         FROM days FULL JOIN kept_days h USING (scope, day, severity)
        CROSS JOIN LATERAL (VALUES
              ('history_day', 'n', coalesce(ledger, 0), coalesce(n, 0) + coalesce(pending, 0)),
              ('history_starts', 'quarters', 0, CASE WHEN n IS NOT NULL AND n + coalesce(pending, 0) <> 0 THEN
                     coalesce(greatest(0, least(h.first_start, next_first)::bigint - first) + greatest(0, last::bigint - greatest(h.last_start, next_last)), 0) ELSE 0 END))
              AS m (projection, measure, expected, found)
       UNION ALL
       SELECT 'history_month', scope, jsonb_build_object('month', month, 'severity', severity), 'n', coalesce(ledger, 0), coalesce(n, 0) + coalesce(pending, 0)
         FROM months FULL JOIN kept_months USING (scope, month, severity)
       UNION ALL
       SELECT 'history_quarter', scope, jsonb_build_object('quarter', quarter), 'n', coalesce(ledger, 0), coalesce(n, 0) + coalesce(pending, 0)
         FROM quarters FULL JOIN kept_quarters USING (scope, quarter))
SELECT * FROM compared c WHERE expected <> found AND NOT EXISTS (SELECT FROM organization o WHERE o.id = c.scope AND o.deleted_at IS NOT NULL AND o.role <> 'customer')
