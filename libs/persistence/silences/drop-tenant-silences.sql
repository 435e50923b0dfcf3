-- Forgets the silences of a tenant that its Alertmanager no longer shows, but for those that changed after it was asked.
DELETE FROM tenant_silence WHERE tenant_id = :tenant::text AND id <> ALL (:shown::text[]) AND updated_at < :asked::timestamptz
