-- Stores the true place of these organizations.
UPDATE organization o SET owner_id = p.owner_id, distributor_id = p.distributor_id, reseller_id = p.reseller_id, scopes = p.scopes
  FROM organization_placement p WHERE p.id = o.id AND o.id IN (SELECT unnest(:ids::int[]))
