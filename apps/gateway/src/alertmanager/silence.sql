-- The silence of an id, if it is in scope: see silence-order.sql. At most one row.
SELECT s.tenant_id AS tenant, s.id, s.matchers, s.created_by, s.comment, s.starts_at, s.ends_at, s.updated_at
  FROM tenant_silence s LEFT JOIN organization o ON o.public_id = s.names AND o.tenant_id = s.tenant_id AND o.deleted_at IS NULL
 WHERE s.id = :id::text AND (o.scopes && :scopes::int[] OR :tenants::text[] IS NULL OR s.tenant_id = ANY (:tenants))
 LIMIT 1
