-- Valid tokens in the order of their ids, so many from after one on, of these tenants or, when that is null, of all.
SELECT id, tenant_id AS tenant, created_at, last_used_at FROM webhook_token
 WHERE revoked_at IS NULL AND (:tenants::text[] IS NULL OR tenant_id = ANY (:tenants)) AND id > :after ORDER BY id LIMIT :most::int
