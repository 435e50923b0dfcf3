-- Every sum kept for reports, pending differences included, that is not what the ledger adds up to. The scope is an organization, wherever it stands.
WITH counted AS MATERIALIZED (
       SELECT organization_id, quarter, source_id, policy_id, number, priority, stored, sum(n) AS n, sum(acknowledged) AS acknowledged, sum(tta_ms) AS tta_ms, sum(resolved) AS resolved, sum(ttr_ms) AS ttr_ms
         FROM (SELECT organization_id, start_quarter AS quarter, source_id, policy_id, number, priority, true AS stored, count(*) AS n, count(tta_ms) AS acknowledged, sum(tta_ms) AS tta_ms,
                      count(ttr_ms) AS resolved, sum(ttr_ms) AS ttr_ms
                 FROM alert GROUP BY 1, 2, 3, 4, 5, 6
               UNION ALL
               SELECT organization_id, start_quarter, source_id, policy_id, number, priority, false, n, acknowledged, tta_ms, resolved, ttr_ms FROM ledger_delta WHERE n <> 0 OR acknowledged <> 0 OR resolved <> 0 OR tta_ms <> 0 OR ttr_ms <> 0) AS parts
        GROUP BY 1, 2, 3, 4, 5, 6, 7),
     kept AS (SELECT c.* FROM counted c JOIN report_volume v ON v.organization_id = c.organization_id AND v.dense),
     expected AS (
       SELECT 'report_quarter' AS projection, organization_id, jsonb_build_object('quarter', quarter, 'source_id', source_id, 'policy_id', policy_id, 'number', number, 'priority', priority) AS key,
              stored, n, acknowledged, tta_ms, resolved, ttr_ms
         FROM kept
       UNION ALL
       SELECT 'report_day', organization_id, jsonb_build_object('day', floor(quarter / 96.0)::int, 'source_id', source_id, 'policy_id', policy_id, 'number', number, 'priority', priority),
              stored, sum(n), sum(acknowledged), sum(tta_ms), sum(resolved), sum(ttr_ms)
         FROM kept GROUP BY 2, 3, 4),
     measured AS (
       SELECT projection, organization_id, key, m.measure, coalesce(sum(m.n) FILTER (WHERE stored), 0) AS stored, coalesce(sum(m.n) FILTER (WHERE NOT stored), 0) AS pending
         FROM expected CROSS JOIN LATERAL (VALUES ('n', n), ('acknowledged', acknowledged), ('tta_ms', tta_ms), ('resolved', resolved), ('ttr_ms', ttr_ms)) AS m (measure, n)
        GROUP BY 1, 2, 3, 4
       UNION ALL
       SELECT 'report_volume', organization_id, '{}', 'alerts', coalesce(sum(n) FILTER (WHERE stored), 0), coalesce(sum(n) FILTER (WHERE NOT stored), 0) FROM counted GROUP BY 2),
     found AS (
       SELECT projection, organization_id, key, m.measure, m.n
         FROM (SELECT 'report_quarter' AS projection, organization_id, jsonb_build_object('quarter', quarter, 'source_id', source_id, 'policy_id', policy_id, 'number', number, 'priority', priority) AS key,
                      n, acknowledged, tta_ms, resolved, ttr_ms
                 FROM report_quarter
               UNION ALL
               SELECT 'report_day', organization_id, jsonb_build_object('day', day, 'source_id', source_id, 'policy_id', policy_id, 'number', number, 'priority', priority), n, acknowledged, tta_ms, resolved, ttr_ms
                 FROM report_day) AS rows
        CROSS JOIN LATERAL (VALUES ('n', n), ('acknowledged', acknowledged), ('tta_ms', tta_ms), ('resolved', resolved), ('ttr_ms', ttr_ms)) AS m (measure, n)
       UNION ALL
       SELECT 'report_volume', organization_id, '{}', 'alerts', alerts FROM report_volume)
SELECT projection, organization_id AS scope, key, measure, coalesce(stored, 0)::bigint AS expected, (coalesce(n, 0) + coalesce(pending, 0))::bigint AS found
  FROM measured FULL JOIN found USING (projection, organization_id, key, measure) WHERE coalesce(stored, 0) <> coalesce(n, 0) + coalesce(pending, 0)
