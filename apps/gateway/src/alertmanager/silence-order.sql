-- The silences in scope: those of organizations in scope, and of tenants that are seen whole (null: all) every one. First what is active and ends next, then what begins next, then what ended last.
SELECT s.tenant_id AS tenant, s.id
  FROM tenant_silence s LEFT JOIN organization o ON o.public_id = s.names AND o.tenant_id = s.tenant_id AND o.deleted_at IS NULL
 WHERE o.scopes && :scopes::int[] OR :tenants::text[] IS NULL OR s.tenant_id = ANY (:tenants)
 ORDER BY CASE WHEN s.ends_at <= :now::timestamptz THEN 2 WHEN s.starts_at > :now::timestamptz THEN 1 ELSE 0 END,
       CASE WHEN s.ends_at <= :now THEN :now - s.ends_at WHEN s.starts_at > :now THEN s.starts_at - :now ELSE s.ends_at - :now END, s.id
