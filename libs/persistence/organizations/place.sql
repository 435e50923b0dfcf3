-- Stores the true place of the organizations whose stored one is another, and notes that what lies by them has yet to follow. How many they were.
WITH placed AS (
       UPDATE organization o SET owner_id = p.owner_id, distributor_id = p.distributor_id, reseller_id = p.reseller_id, scopes = p.scopes
         FROM organization_placement p
        WHERE p.id = o.id AND (o.scopes, o.owner_id, o.distributor_id, o.reseller_id) IS DISTINCT FROM (p.scopes, p.owner_id, p.distributor_id, p.reseller_id)
       RETURNING o.id),
     noted AS (INSERT INTO moved_organization SELECT t.organization_id FROM placed JOIN alerts_totals_by_org t ON t.organization_id = placed.id ON CONFLICT DO NOTHING)
SELECT count(*)::int AS placed FROM placed
