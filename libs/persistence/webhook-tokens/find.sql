-- The tokens of these ids that were not revoked.
SELECT id, tenant_id AS tenant, hash FROM webhook_token WHERE id = ANY (:ids::text[]) AND revoked_at IS NULL
