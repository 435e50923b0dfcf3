-- Drops old alerts that have ended, with their timelines, and appends what that changes. How many went.
WITH gone AS (
       DELETE FROM alert a
        USING (SELECT id, starts_at FROM alert
                WHERE organization_id = ANY (:organizations::int[]) AND starts_at < :month::timestamptz AND ends_at < :oldest::timestamptz
                ORDER BY organization_id LIMIT :most::int) AS old
        WHERE a.id = old.id AND a.starts_at = old.starts_at AND a.starts_at < :month::timestamptz
       RETURNING a.*),
     events AS (DELETE FROM alert_event e USING gone WHERE e.alert_id = gone.id),
     deltas AS (
       INSERT INTO ledger_delta (organization_id, history, recorded_quarter, severity, start_quarter, source_id, policy_id, number, priority, n, acknowledged, tta_ms, resolved, ttr_ms)
       SELECT organization_id, -count(*), floor(extract(epoch FROM recorded_at) / 900)::int, severity, start_quarter, source_id, policy_id, number, priority,
              -count(*), -count(tta_ms), -coalesce(sum(tta_ms), 0), -count(ttr_ms), -coalesce(sum(ttr_ms), 0)
         FROM gone GROUP BY organization_id, 3, severity, start_quarter, source_id, policy_id, number, priority)
SELECT count(*)::int AS dropped FROM gone
