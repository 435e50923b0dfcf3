-- Lets the active counters of up to :most organizations that moved follow them; those of deleted ones end. How many that were.
WITH next AS MATERIALIZED (SELECT organization_id FROM moved_organization ORDER BY organization_id LIMIT :most::int FOR UPDATE SKIP LOCKED),
     held AS MATERIALIZED (
       SELECT t.*, o.deleted_at IS NOT NULL AS gone, o.owner_id AS owner, o.distributor_id AS distributor, o.reseller_id AS reseller
         FROM next JOIN alerts_totals_by_org t USING (organization_id) JOIN organization o ON o.id = t.organization_id ORDER BY t.organization_id FOR UPDATE OF t),
     ended AS (DELETE FROM alerts_totals_by_org t USING held h WHERE h.gone AND t.organization_id = h.organization_id RETURNING t.*),
     withdrawn AS (
       INSERT INTO totals_delta (organization_id, active, critical, warning, info, muted, refreshed)
       SELECT organization_id, -active, -critical, -warning, -info, -muted, -1 FROM ended),
     placed AS (
       UPDATE alerts_totals_by_org t SET owner_id = h.owner, distributor_id = h.distributor, reseller_id = h.reseller
         FROM held h WHERE NOT h.gone AND t.organization_id = h.organization_id),
     done AS (DELETE FROM moved_organization m USING next n WHERE m.organization_id = n.organization_id)
SELECT count(*)::int AS done FROM next
