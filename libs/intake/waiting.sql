-- The next alerts that were set aside for want of an organization, or because the database refused them; of these tenants or, when that is null, of all.
SELECT id, tenant_id AS tenant, received_at, payload FROM alert_quarantine
 WHERE replayed_at IS NULL AND (received_at, id) > (:after::timestamptz, :after_id::bigint) AND (:tenants::text[] IS NULL OR tenant_id = ANY (:tenants))
   AND reason IN ('the organization is unknown', 'the database refused it')
 ORDER BY received_at, id LIMIT :most::int
