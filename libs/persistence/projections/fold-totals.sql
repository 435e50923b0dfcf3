-- Adds up to 20,000 differences of the active counters to every projection row their organization counts in. How many were taken.
WITH taken AS (DELETE FROM totals_delta WHERE ctid = ANY (ARRAY(SELECT ctid FROM totals_delta LIMIT 20000)) RETURNING *),
     added AS (
       INSERT INTO scope_totals AS p (scope, active, critical, warning, info, muted, refreshed)
       SELECT s.scope, sum(active), sum(critical), sum(warning), sum(info), sum(muted), sum(refreshed)
         FROM taken t JOIN organization o ON o.id = t.organization_id CROSS JOIN unnest(o.scopes) AS s (scope)
        GROUP BY s.scope ORDER BY s.scope
       ON CONFLICT (scope) DO UPDATE SET active = p.active + excluded.active, critical = p.critical + excluded.critical, warning = p.warning + excluded.warning,
             info = p.info + excluded.info, muted = p.muted + excluded.muted, refreshed = p.refreshed + excluded.refreshed)
SELECT count(*)::int AS taken FROM taken
