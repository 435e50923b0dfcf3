-- The same for differences of the active counters.
WITH next AS MATERIALIZED (SELECT ctid AS place, tx FROM totals_delta WHERE tx >= (SELECT totals_from FROM folded) ORDER BY tx LIMIT :most::int),
     taken AS (DELETE FROM totals_delta WHERE ctid = ANY (ARRAY(SELECT place FROM next)) RETURNING *),
     added AS (
       INSERT INTO scope_totals AS p (scope, active, critical, warning, info, muted, refreshed)
       SELECT s.scope, sum(active), sum(critical), sum(warning), sum(info), sum(muted), sum(refreshed)
         FROM taken t JOIN organization o ON o.id = t.organization_id CROSS JOIN unnest(o.scopes) AS s (scope)
        GROUP BY s.scope ORDER BY s.scope
       ON CONFLICT (scope) DO UPDATE SET active = p.active + excluded.active, critical = p.critical + excluded.critical, warning = p.warning + excluded.warning,
             info = p.info + excluded.info, muted = p.muted + excluded.muted, refreshed = p.refreshed + excluded.refreshed)
SELECT count(*)::int AS taken,
       CASE WHEN count(*) < :most::int THEN pg_snapshot_xmin(pg_current_snapshot())
            ELSE least(pg_snapshot_xmin(pg_current_snapshot()), (SELECT tx FROM next ORDER BY tx DESC LIMIT 1)) END AS waiting_from
  FROM next
