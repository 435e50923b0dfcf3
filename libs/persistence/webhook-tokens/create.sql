-- Stores a token of a tenant.
INSERT INTO webhook_token (id, tenant_id, hash) VALUES (:id, :tenant, :hash)
