-- Writes the true ancestors and derived columns into the alerts of these organizations.
UPDATE alert a
   SET owner_id = o.owner_id, distributor_id = o.distributor_id, reseller_id = o.reseller_id,
       start_quarter = floor(extract(epoch FROM a.starts_at) / 900)::int,
       tta_ms = CASE WHEN a.acknowledged_at IS NOT NULL THEN greatest(0, round(extract(epoch FROM a.acknowledged_at - a.starts_at) * 1000)::bigint) END,
       ttr_ms = CASE WHEN a.ends_at IS NOT NULL THEN greatest(0, round(extract(epoch FROM a.ends_at - a.starts_at) * 1000)::bigint) END
  FROM organization o
 WHERE o.id = a.organization_id AND o.id IN (SELECT scope FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int))
