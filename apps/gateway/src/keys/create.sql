-- Stores a new API key. One row: when it was made.
INSERT INTO api_key (id, organization_id, user_id, name, secret_hash, permissions, scopes, roles, cidrs, expires_at, created_by)
VALUES (:id, :organization, :user, :name, :hash, :permissions, :scopes, :roles, :cidrs, :expires, :creator)
RETURNING id
