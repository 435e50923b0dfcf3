-- Notes that a silence of a tenant has been ended, whoever made it.
WITH shown AS (
       UPDATE tenant_silence SET ends_at = :now::timestamptz, updated_at = :now::timestamptz
        WHERE tenant_id = :tenant::text AND id = :id::text AND ends_at > :now::timestamptz)
UPDATE silence s SET ends_at = :now::timestamptz, updated_at = :now::timestamptz
  FROM organization o
 WHERE o.id = s.organization_id AND o.tenant_id = :tenant::text AND s.id = :id::text AND s.ends_at > :now::timestamptz
