-- Every active counter of scope_totals, pending differences included, that is not what the organizations' own counters add up to.
WITH places AS (SELECT o.id, s.scope FROM organization o CROSS JOIN unnest(o.scopes) AS s (scope)),
     counted AS (
       SELECT organization_id, active, critical, warning, info, muted, 1 AS refreshed, true AS stored FROM alerts_totals_by_org
       UNION ALL
       SELECT organization_id, active, critical, warning, info, muted, refreshed, false FROM totals_delta WHERE tx >= (SELECT totals_from FROM folded)),
     measured AS (
       SELECT p.scope, m.measure, sum(m.n) FILTER (WHERE stored) AS stored, sum(m.n) FILTER (WHERE NOT stored) AS pending
         FROM counted c JOIN places p ON p.id = c.organization_id
        CROSS JOIN LATERAL (VALUES ('active', active), ('critical', critical), ('warning', warning), ('info', info), ('muted', muted), ('refreshed', refreshed)) AS m (measure, n)
        GROUP BY p.scope, m.measure),
     folded AS (
       SELECT scope, m.measure, m.n FROM scope_totals
        CROSS JOIN LATERAL (VALUES ('active', active), ('critical', critical), ('warning', warning), ('info', info), ('muted', muted), ('refreshed', refreshed)) AS m (measure, n))
SELECT 'scope_totals' AS projection, scope, '{}'::jsonb AS key, measure, coalesce(stored, 0)::bigint AS expected, (coalesce(n, 0) + coalesce(pending, 0))::bigint AS found
  FROM measured FULL JOIN folded USING (scope, measure) WHERE coalesce(stored, 0) <> coalesce(n, 0) + coalesce(pending, 0)
   AND NOT EXISTS (SELECT FROM organization o WHERE o.id = scope AND o.deleted_at IS NOT NULL AND o.role <> 'customer')
