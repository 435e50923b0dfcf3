-- Every sum kept for reports that is not what the ledger, less the pending differences, adds up to. The scope is an organization, wherever it stands.
WITH volumes AS (
       SELECT organization_id, sum(n)::bigint AS alerts
         FROM (SELECT organization_id, count(*) AS n FROM alert GROUP BY 1 UNION ALL SELECT organization_id, -sum(n) FROM ledger_delta GROUP BY 1) AS parts
        GROUP BY 1),
     quarters AS MATERIALIZED (
       SELECT organization_id, quarter, source_id, policy_id, number, priority, sum(n)::bigint AS n, sum(acknowledged)::bigint AS acknowledged, sum(tta_ms)::bigint AS tta_ms,
              sum(resolved)::bigint AS resolved, sum(ttr_ms)::bigint AS ttr_ms
         FROM (SELECT organization_id, start_quarter AS quarter, source_id, policy_id, number, priority, 1 AS n, (tta_ms IS NOT NULL)::int AS acknowledged, coalesce(tta_ms, 0) AS tta_ms,
                      (ttr_ms IS NOT NULL)::int AS resolved, coalesce(ttr_ms, 0) AS ttr_ms
                 FROM alert
               UNION ALL
               SELECT organization_id, start_quarter, source_id, policy_id, number, priority, -n, -acknowledged, -tta_ms, -resolved, -ttr_ms FROM ledger_delta) AS parts
        WHERE organization_id IN (SELECT organization_id FROM report_volume WHERE dense)
        GROUP BY 1, 2, 3, 4, 5, 6),
     days AS (
       SELECT organization_id, floor(quarter / 96::float8)::int AS day, source_id, policy_id, number, priority, sum(n)::bigint AS n, sum(acknowledged)::bigint AS acknowledged,
              sum(tta_ms)::bigint AS tta_ms, sum(resolved)::bigint AS resolved, sum(ttr_ms)::bigint AS ttr_ms
         FROM quarters GROUP BY 1, 2, 3, 4, 5, 6)
SELECT 'report_volume' AS projection, organization_id AS scope, '{}'::jsonb AS key, 'alerts' AS measure, coalesce(v.alerts, 0) AS expected, coalesce(r.alerts, 0) AS found
  FROM volumes v FULL JOIN report_volume r USING (organization_id) WHERE coalesce(v.alerts, 0) <> coalesce(r.alerts, 0)
UNION ALL
SELECT 'report_quarter', organization_id, jsonb_build_object('quarter', quarter, 'source_id', source_id, 'policy_id', policy_id, 'number', number, 'priority', priority), m.measure, m.expected, m.found
  FROM quarters q FULL JOIN report_quarter r USING (organization_id, quarter, source_id, policy_id, number, priority)
 CROSS JOIN LATERAL (VALUES ('n', coalesce(q.n, 0), coalesce(r.n, 0)), ('acknowledged', coalesce(q.acknowledged, 0), coalesce(r.acknowledged, 0)), ('tta_ms', coalesce(q.tta_ms, 0), coalesce(r.tta_ms, 0)),
                            ('resolved', coalesce(q.resolved, 0), coalesce(r.resolved, 0)), ('ttr_ms', coalesce(q.ttr_ms, 0), coalesce(r.ttr_ms, 0))) AS m (measure, expected, found)
 WHERE m.expected <> m.found
UNION ALL
SELECT 'report_day', organization_id, jsonb_build_object('day', day, 'source_id', source_id, 'policy_id', policy_id, 'number', number, 'priority', priority), m.measure, m.expected, m.found
  FROM days d FULL JOIN report_day r USING (organization_id, day, source_id, policy_id, number, priority)
 CROSS JOIN LATERAL (VALUES ('n', coalesce(d.n, 0), coalesce(r.n, 0)), ('acknowledged', coalesce(d.acknowledged, 0), coalesce(r.acknowledged, 0)), ('tta_ms', coalesce(d.tta_ms, 0), coalesce(r.tta_ms, 0)),
                            ('resolved', coalesce(d.resolved, 0), coalesce(r.resolved, 0)), ('ttr_ms', coalesce(d.ttr_ms, 0), coalesce(r.ttr_ms, 0))) AS m (measure, expected, found)
 WHERE m.expected <> m.found
