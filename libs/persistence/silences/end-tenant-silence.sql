-- Notes that a silence of a tenant has been ended.
UPDATE tenant_silence SET ends_at = :now::timestamptz, updated_at = :now::timestamptz
 WHERE tenant_id = :tenant::text AND id = :id::text AND ends_at > :now::timestamptz
