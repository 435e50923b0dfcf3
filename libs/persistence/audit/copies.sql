-- Organizations whose alerts or counters carry other ancestors than the organization itself, or alerts with wrong derived columns; found says how many rows.
SELECT 'alert' AS projection, a.organization_id AS scope, '{}'::jsonb AS key, m.measure, 0::bigint AS expected, m.n AS found
  FROM (SELECT o.id AS organization_id,
               count(*) FILTER (WHERE (a.owner_id, a.distributor_id, a.reseller_id) IS DISTINCT FROM (o.owner_id, o.distributor_id, o.reseller_id)) AS ancestors,
               count(*) FILTER (WHERE (a.start_quarter, a.tta_ms, a.ttr_ms) IS DISTINCT FROM (
                      floor(extract(epoch FROM a.starts_at) / 900)::int,
                      CASE WHEN a.acknowledged_at IS NOT NULL THEN greatest(0, round(extract(epoch FROM a.acknowledged_at - a.starts_at) * 1000)::bigint) END,
                      CASE WHEN a.ends_at IS NOT NULL THEN greatest(0, round(extract(epoch FROM a.ends_at - a.starts_at) * 1000)::bigint) END)) AS derived
          FROM alert a JOIN organization o ON o.id = a.organization_id GROUP BY o.id) AS a
 CROSS JOIN LATERAL (VALUES ('ancestors', ancestors), ('derived', derived)) AS m (measure, n)
 WHERE m.n > 0
UNION ALL
SELECT 'alerts_totals_by_org', t.organization_id, '{}'::jsonb, 'ancestors', 0, 1
  FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id
 WHERE (t.owner_id, t.distributor_id, t.reseller_id) IS DISTINCT FROM (o.owner_id, o.distributor_id, o.reseller_id)
UNION ALL
SELECT 'organization', o.id, '{}'::jsonb, 'place', 0, 1
  FROM organization o JOIN organization_placement p USING (id) WHERE o.scopes IS DISTINCT FROM p.scopes OR o.reseller_id IS DISTINCT FROM p.reseller_id
