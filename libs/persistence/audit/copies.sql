-- Organizations whose counters carry other ancestors than the organization itself, and those with series that name a later first start than an alert has; found says how many rows.
SELECT 'series' AS projection, s.organization_id AS scope, '{}'::jsonb AS key, 'first_start' AS measure, 0::bigint AS expected, count(*) AS found
  FROM series s JOIN (SELECT series_id, min(starts_at) AS starts_at FROM (SELECT series_id, starts_at FROM alert UNION ALL SELECT series_id, starts_at FROM open_alert) AS a GROUP BY 1) AS a
    ON a.series_id = s.id AND a.starts_at < s.first_start
 GROUP BY s.organization_id
UNION ALL
SELECT 'alerts_totals_by_org', t.organization_id, '{}'::jsonb, 'ancestors', 0, 1
  FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id
 WHERE (t.owner_id, t.distributor_id, t.reseller_id) IS DISTINCT FROM (o.owner_id, o.distributor_id, o.reseller_id)
UNION ALL
SELECT 'organization', o.id, '{}'::jsonb, 'place', 0, 1
  FROM organization o JOIN organization_placement p USING (id) WHERE o.scopes IS DISTINCT FROM p.scopes OR o.reseller_id IS DISTINCT FROM p.reseller_id
