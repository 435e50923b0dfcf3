-- Adds up to :most differences to every projection row their organization counts in. How many were taken, and which organizations have grown dense.
WITH taken AS (DELETE FROM ledger_delta WHERE ctid = ANY (ARRAY(SELECT ctid FROM ledger_delta LIMIT :most::int)) RETURNING *),
     spread AS (
       SELECT s.scope, t.history, t.recorded_quarter, t.severity, t.start_quarter, s.scope > 0 AND (s.scope <> o.id OR o.role <> 'customer') AS above
         FROM taken t JOIN organization o ON o.id = t.organization_id CROSS JOIN unnest(o.scopes) AS s (scope) WHERE t.history <> 0),
     totals AS (
       INSERT INTO scope_totals AS p (scope, history) SELECT scope, sum(history) FROM spread GROUP BY scope HAVING sum(history) <> 0 ORDER BY scope
       ON CONFLICT (scope) DO UPDATE SET history = p.history + excluded.history),
     days AS (
       INSERT INTO history_day AS p (scope, day, severity, n, first_start, last_start)
       SELECT scope, (to_timestamp(recorded_quarter * 900.0) AT TIME ZONE 'UTC')::date, coalesce(severity, ''), sum(history), min(start_quarter), max(start_quarter)
         FROM spread GROUP BY 1, 2, 3 HAVING sum(history) <> 0 OR max(history) > 0 ORDER BY 1, 2, 3
       ON CONFLICT (scope, day, severity) DO UPDATE SET n = p.n + excluded.n, first_start = least(p.first_start, excluded.first_start),
             last_start = greatest(p.last_start, excluded.last_start)),
     months AS (
       INSERT INTO history_month AS p (scope, month, severity, n)
       SELECT scope, date_trunc('month', to_timestamp(recorded_quarter * 900.0) AT TIME ZONE 'UTC')::date, coalesce(severity, ''), sum(history)
         FROM spread GROUP BY 1, 2, 3 HAVING sum(history) <> 0 ORDER BY 1, 2, 3
       ON CONFLICT (scope, month, severity) DO UPDATE SET n = p.n + excluded.n),
     quarters AS (
       INSERT INTO history_quarter AS p (scope, quarter, n)
       SELECT scope, recorded_quarter, sum(history) FROM spread WHERE above GROUP BY 1, 2 HAVING sum(history) <> 0 ORDER BY 1, 2
       ON CONFLICT (scope, quarter) DO UPDATE SET n = p.n + excluded.n),
     volumes AS (
       INSERT INTO report_volume AS p (organization_id, alerts) SELECT organization_id, sum(n) FROM taken GROUP BY 1 HAVING sum(n) <> 0 ORDER BY 1
       ON CONFLICT (organization_id) DO UPDATE SET alerts = p.alerts + excluded.alerts
       RETURNING organization_id, alerts, dense),
     summed AS (
       SELECT t.organization_id, start_quarter AS quarter, source_id, policy_id, number, priority,
              sum(n) AS n, sum(acknowledged) AS acknowledged, sum(tta_ms) AS tta_ms, sum(resolved) AS resolved, sum(ttr_ms) AS ttr_ms
         FROM taken t JOIN report_volume v ON v.organization_id = t.organization_id AND v.dense GROUP BY 1, 2, 3, 4, 5, 6
       HAVING (sum(n), sum(acknowledged), sum(tta_ms), sum(resolved), sum(ttr_ms)) <> (0, 0, 0, 0, 0)),
     report_quarters AS (
       INSERT INTO report_quarter AS p SELECT * FROM summed ORDER BY 1, 2, 3, 4, 5, 6
       ON CONFLICT (organization_id, quarter, source_id, policy_id, number, priority) DO UPDATE SET n = p.n + excluded.n,
             acknowledged = p.acknowledged + excluded.acknowledged, tta_ms = p.tta_ms + excluded.tta_ms, resolved = p.resolved + excluded.resolved, ttr_ms = p.ttr_ms + excluded.ttr_ms),
     report_days AS (
       INSERT INTO report_day AS p
       SELECT organization_id, floor(quarter / 96.0)::int, source_id, policy_id, number, priority, sum(n), sum(acknowledged), sum(tta_ms), sum(resolved), sum(ttr_ms)
         FROM summed GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
       ON CONFLICT (organization_id, day, source_id, policy_id, number, priority) DO UPDATE SET n = p.n + excluded.n,
             acknowledged = p.acknowledged + excluded.acknowledged, tta_ms = p.tta_ms + excluded.tta_ms, resolved = p.resolved + excluded.resolved, ttr_ms = p.ttr_ms + excluded.ttr_ms)
SELECT (SELECT count(*)::int FROM taken) AS taken,
       ARRAY(SELECT organization_id FROM volumes WHERE NOT dense AND alerts >= :dense_from::int ORDER BY 1) AS grown
