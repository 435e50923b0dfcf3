-- The running alerts of a tenant that a silence holds.
SELECT a.organization_id AS organization, a.fingerprint
  FROM open_alert a JOIN organization o ON o.id = a.organization_id
 WHERE o.tenant_id = :tenant::text AND o.deleted_at IS NULL AND a.silenced_by @> ARRAY[:id::text]
 ORDER BY a.organization_id, a.id
