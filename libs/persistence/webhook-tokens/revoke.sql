-- Revokes a token. A row when it was valid.
UPDATE webhook_token SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL RETURNING id, tenant_id AS tenant, created_at, last_used_at
