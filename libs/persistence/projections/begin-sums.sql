-- Begins to keep the sums of organizations: what their alerts add up to, less what the folder has yet to add. How many rows that made.
WITH wanted AS (UPDATE report_volume SET dense = true WHERE organization_id = ANY (:organizations::int[]) AND NOT dense RETURNING organization_id),
     folded AS (
       SELECT a.organization_id, start_quarter AS quarter, source_id, policy_id, number, priority, 1 AS n, (tta_ms IS NOT NULL)::int AS acknowledged,
              coalesce(tta_ms, 0) AS tta_ms, (ttr_ms IS NOT NULL)::int AS resolved, coalesce(ttr_ms, 0) AS ttr_ms
         FROM alert a JOIN wanted w ON w.organization_id = a.organization_id
        UNION ALL
       SELECT d.organization_id, start_quarter, source_id, policy_id, number, priority, -n, -acknowledged, -tta_ms, -resolved, -ttr_ms
         FROM ledger_delta d JOIN wanted w ON w.organization_id = d.organization_id),
     summed AS (
       SELECT organization_id, quarter, source_id, policy_id, number, priority, sum(n) AS n, sum(acknowledged) AS acknowledged, sum(tta_ms) AS tta_ms,
              sum(resolved) AS resolved, sum(ttr_ms) AS ttr_ms
         FROM folded GROUP BY 1, 2, 3, 4, 5, 6 HAVING (sum(n), sum(acknowledged), sum(tta_ms), sum(resolved), sum(ttr_ms)) <> (0, 0, 0, 0, 0)),
     quarters AS (
       INSERT INTO report_quarter AS p SELECT * FROM summed ORDER BY 1, 2, 3, 4, 5, 6
       ON CONFLICT (organization_id, quarter, source_id, policy_id, number, priority) DO UPDATE SET n = p.n + excluded.n,
             acknowledged = p.acknowledged + excluded.acknowledged, tta_ms = p.tta_ms + excluded.tta_ms, resolved = p.resolved + excluded.resolved, ttr_ms = p.ttr_ms + excluded.ttr_ms
       RETURNING 1),
     days AS (
       INSERT INTO report_day AS p
       SELECT organization_id, floor(quarter / 96.0)::int, source_id, policy_id, number, priority, sum(n), sum(acknowledged), sum(tta_ms), sum(resolved), sum(ttr_ms)
         FROM summed GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
       ON CONFLICT (organization_id, day, source_id, policy_id, number, priority) DO UPDATE SET n = p.n + excluded.n,
             acknowledged = p.acknowledged + excluded.acknowledged, tta_ms = p.tta_ms + excluded.tta_ms, resolved = p.resolved + excluded.resolved, ttr_ms = p.ttr_ms + excluded.ttr_ms)
SELECT count(*)::int AS rows FROM quarters
