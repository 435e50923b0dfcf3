-- Stores counters of organizations, all of a tenant together, and appends what they changed. An older answer never overwrites a newer one.
-- `others` adds the open alerts that the upstream of this name has neither shown nor sent ('': all of them).
WITH fresh AS (
       SELECT DISTINCT ON (r.organization_id) r.organization_id, r.at, o.owner_id, o.distributor_id, o.reseller_id,
              r.active + n.active AS active, r.critical + n.critical AS critical, r.warning + n.warning AS warning, r.info + n.info AS info, r.muted + n.muted AS muted
         FROM jsonb_to_recordset(:rows::jsonb) AS r (organization_id int, active int, critical int, warning int, info int, muted int, at timestamptz, others text)
         JOIN organization o ON o.id = r.organization_id AND o.deleted_at IS NULL
        CROSS JOIN LATERAL (
              SELECT count(*)::int AS active, (count(*) FILTER (WHERE s.severity = 'critical'))::int AS critical, (count(*) FILTER (WHERE s.severity = 'warning'))::int AS warning,
                     (count(*) FILTER (WHERE s.severity = 'info'))::int AS info, (count(*) FILTER (WHERE cardinality(a.silenced_by) > 0))::int AS muted
                FROM open_alert a CROSS JOIN LATERAL (SELECT severity FROM series WHERE id = a.series_id LIMIT 1) AS s
               WHERE r.others IS NOT NULL AND a.organization_id = r.organization_id AND NOT (r.others <> '' AND a.reporters ? ('upstream ' || r.others))) AS n
        ORDER BY r.organization_id, r.at DESC),
     old AS (SELECT t.* FROM alerts_totals_by_org t JOIN fresh f ON f.organization_id = t.organization_id),
     saved AS (
       INSERT INTO alerts_totals_by_org AS t (organization_id, owner_id, distributor_id, reseller_id, active, critical, warning, info, muted, refreshed_at)
       SELECT organization_id, owner_id, distributor_id, reseller_id, active, critical, warning, info, muted, at FROM fresh ORDER BY organization_id
       ON CONFLICT (organization_id) DO UPDATE SET active = excluded.active, critical = excluded.critical, warning = excluded.warning, info = excluded.info,
             muted = excluded.muted, refreshed_at = excluded.refreshed_at
        WHERE t.refreshed_at <= excluded.refreshed_at
       RETURNING t.*),
     -- The organization may have moved since it was read.
     noted AS (INSERT INTO moved_organization SELECT s.organization_id FROM saved s LEFT JOIN old o USING (organization_id) WHERE o.organization_id IS NULL ORDER BY 1 ON CONFLICT DO NOTHING)
INSERT INTO totals_delta (organization_id, active, critical, warning, info, muted, refreshed)
SELECT s.organization_id, s.active - coalesce(o.active, 0), s.critical - coalesce(o.critical, 0), s.warning - coalesce(o.warning, 0), s.info - coalesce(o.info, 0),
       s.muted - coalesce(o.muted, 0), (o.organization_id IS NULL)::int
  FROM saved s LEFT JOIN old o ON o.organization_id = s.organization_id
 WHERE (s.active, s.critical, s.warning, s.info, s.muted) IS DISTINCT FROM (o.active, o.critical, o.warning, o.info, o.muted)
