-- The active counters of the scope, how many of its organizations have any, and the oldest refresh among them. One row.
WITH folded AS (
       SELECT active, critical, warning, info, muted, refreshed FROM scope_totals WHERE scope = ANY (:scopes::int[])
       UNION ALL
       SELECT d.active, d.critical, d.warning, d.info, d.muted, d.refreshed FROM totals_delta d JOIN organization o ON o.id = d.organization_id WHERE o.scopes && :scopes::int[]),
     ages AS (
       SELECT (SELECT min(refreshed_at) FROM alerts_totals_by_org WHERE owner_id = root.id) AS oldest FROM unnest(:owners::int[]) AS root (id)
       UNION ALL
       SELECT (SELECT min(refreshed_at) FROM alerts_totals_by_org WHERE distributor_id = root.id) FROM unnest(:distributors::int[]) AS root (id)
       UNION ALL
       SELECT (SELECT min(refreshed_at) FROM alerts_totals_by_org WHERE reseller_id = root.id) FROM unnest(:resellers::int[]) AS root (id)
       UNION ALL
       SELECT refreshed_at FROM alerts_totals_by_org WHERE organization_id = ANY (:organizations::int[]))
SELECT coalesce(sum(active), 0)::int AS active, coalesce(sum(critical), 0)::int AS critical, coalesce(sum(warning), 0)::int AS warning,
       coalesce(sum(info), 0)::int AS info, coalesce(sum(muted), 0)::int AS muted, coalesce(sum(refreshed), 0)::int AS refreshed,
       (SELECT min(oldest) FROM ages) AS oldest
  FROM folded
