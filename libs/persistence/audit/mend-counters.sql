-- Writes the true ancestors into the active counters of these organizations.
UPDATE alerts_totals_by_org t SET owner_id = o.owner_id, distributor_id = o.distributor_id, reseller_id = o.reseller_id
  FROM organization o WHERE o.id = t.organization_id AND o.id IN (SELECT scope FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int))
