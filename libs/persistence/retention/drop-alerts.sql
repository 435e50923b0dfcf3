-- Drops old alerts with what hangs on them, appends what that changes and tells it. How many went, and the series that described them.
WITH gone AS (
       DELETE FROM alert a
        USING (SELECT id, starts_at FROM alert
                WHERE organization_id = ANY (:organizations::int[]) AND starts_at < :month::timestamptz AND ends_at < :oldest::timestamptz
                ORDER BY organization_id LIMIT :most::int) AS old
        WHERE a.id = old.id AND a.starts_at = old.starts_at AND a.starts_at < :month::timestamptz
       RETURNING a.id, a.organization_id, a.series_id, a.starts_at, a.recorded_at),
     events AS (DELETE FROM alert_event e USING gone WHERE e.alert_id = gone.id),
     handling AS (DELETE FROM handled h USING gone WHERE h.alert_id = gone.id),
     names AS (DELETE FROM merged_alert m USING gone WHERE m.alert_id = gone.id),
     differences AS (
       INSERT INTO ledger_delta (organization_id, history, recorded_quarter, start_quarter, severity)
       SELECT g.organization_id, -count(*), floor(extract(epoch FROM g.recorded_at) / 900)::int, floor(extract(epoch FROM g.starts_at) / 900)::int, s.severity
         FROM gone g JOIN series s ON s.id = g.series_id GROUP BY 1, 3, 4, 5),
     news AS (
       INSERT INTO outbox (kind, alerts, starts, organizations)
       SELECT 'deleted', array_agg(id), array_agg(starts_at), array_agg(organization_id) FROM gone HAVING count(*) > 0)
SELECT count(*)::int AS dropped, coalesce(array_agg(DISTINCT series_id), '{}') AS series FROM gone
