-- The organizations whose stored place in the tree is no longer the true one.
SELECT o.id FROM organization o JOIN organization_placement p USING (id) WHERE o.scopes IS DISTINCT FROM p.scopes OR o.reseller_id IS DISTINCT FROM p.reseller_id
