-- Moves the alerts of these organizations under their new ancestors.
UPDATE alert a SET owner_id = o.owner_id, distributor_id = o.distributor_id, reseller_id = o.reseller_id
  FROM organization o WHERE o.id = a.organization_id AND a.organization_id IN (SELECT unnest(:ids::int[]))
