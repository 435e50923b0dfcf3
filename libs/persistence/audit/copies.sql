-- Organizations whose stored place is not their place in the tree, those with series that name a later first start than a running alert has, and active counters that carry other ancestors and are not known to have yet to follow.
SELECT 'alerts_totals_by_org' AS projection, t.organization_id AS scope, '{}'::jsonb AS key, 'ancestors' AS measure, 0::bigint AS expected, 1::bigint AS found
  FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id
 WHERE (t.owner_id, t.distributor_id, t.reseller_id) IS DISTINCT FROM (o.owner_id, o.distributor_id, o.reseller_id)
   AND NOT EXISTS (SELECT FROM moved_organization m WHERE m.organization_id = t.organization_id)
UNION ALL
SELECT 'organization', o.id, '{}'::jsonb, 'place', 0, 1
  FROM organization o JOIN organization_placement p USING (id)
 WHERE (o.scopes, o.owner_id, o.distributor_id, o.reseller_id) IS DISTINCT FROM (p.scopes, p.owner_id, p.distributor_id, p.reseller_id)
UNION ALL
SELECT 'series', s.organization_id, '{}'::jsonb, 'first_start', 0, count(*) FROM open_alert a JOIN series s ON s.id = a.series_id WHERE a.starts_at < s.first_start GROUP BY 2
