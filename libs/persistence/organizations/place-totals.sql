-- Moves their active counters; those of a deleted organization end.
WITH ended AS (DELETE FROM alerts_totals_by_org t USING organization o WHERE o.id = t.organization_id AND o.deleted_at IS NOT NULL AND o.id IN (SELECT unnest(:ids::int[])))
UPDATE alerts_totals_by_org t SET owner_id = o.owner_id, distributor_id = o.distributor_id, reseller_id = o.reseller_id
  FROM organization o WHERE o.id = t.organization_id AND o.deleted_at IS NULL AND t.organization_id IN (SELECT unnest(:ids::int[]))
