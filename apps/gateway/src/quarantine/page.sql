-- A page of the alerts that were set aside, newest first, of these tenants or, when that is null, of all; only those that wait, or that were replayed, when asked for.
SELECT id FROM alert_quarantine
 WHERE (:tenants::text[] IS NULL OR tenant_id = ANY (:tenants)) AND (:replayed::boolean IS NULL OR (replayed_at IS NOT NULL) = :replayed)
 ORDER BY received_at DESC, id DESC LIMIT :size::bigint OFFSET :skip::bigint
