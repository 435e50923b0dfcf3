-- Every token that is valid, of one tenant or, when that is null, of all.
SELECT id, tenant_id AS tenant, created_at FROM webhook_token WHERE revoked_at IS NULL AND (:tenant::text IS NULL OR tenant_id = :tenant) ORDER BY tenant_id, created_at, id
