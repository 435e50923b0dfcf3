-- How many alerts were set aside, of the same. One row.
SELECT count(*) AS count FROM alert_quarantine
 WHERE (:tenants::text[] IS NULL OR tenant_id = ANY (:tenants)) AND (:replayed::boolean IS NULL OR (replayed_at IS NOT NULL) = :replayed)
