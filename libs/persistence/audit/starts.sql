-- Rows of history_day, pending differences included, with alerts that started outside the quarters the row names; found says by how many quarters.
WITH started AS MATERIALIZED (
       SELECT organization_id, (recorded_at AT TIME ZONE 'UTC')::date AS day, coalesce(severity, '') AS severity, min(start_quarter) AS first, max(start_quarter) AS last
         FROM alert WHERE ends_at IS NOT NULL GROUP BY 1, 2, 3),
     pending AS MATERIALIZED (
       SELECT organization_id, (to_timestamp(recorded_quarter * 900.0) AT TIME ZONE 'UTC')::date AS day, coalesce(severity, '') AS severity, min(start_quarter) AS first, max(start_quarter) AS last
         FROM ledger_delta WHERE history > 0 GROUP BY 1, 2, 3),
     needed AS (
       SELECT s.scope, day, severity, min(first) AS first, max(last) AS last
         FROM started JOIN organization o ON o.id = organization_id CROSS JOIN unnest(o.scopes) AS s (scope) GROUP BY 1, 2, 3),
     waiting AS (
       SELECT s.scope, day, severity, min(first) AS first, max(last) AS last
         FROM pending JOIN organization o ON o.id = organization_id CROSS JOIN unnest(o.scopes) AS s (scope) GROUP BY 1, 2, 3)
SELECT 'history_starts' AS projection, scope, jsonb_build_object('day', day, 'severity', severity) AS key, 'quarters' AS measure, 0::bigint AS expected,
       greatest(0, least(h.first_start, w.first)::bigint - needed.first) + greatest(0, needed.last::bigint - greatest(h.last_start, w.last)) AS found
  FROM history_day h JOIN needed USING (scope, day, severity) LEFT JOIN waiting w USING (scope, day, severity)
 WHERE least(h.first_start, w.first) > needed.first OR greatest(h.last_start, w.last) < needed.last
