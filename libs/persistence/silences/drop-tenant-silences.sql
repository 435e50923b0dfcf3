-- Sets aside the silences of a tenant that its Alertmanager no longer shows, but for those that changed after it was asked. They end then at the latest.
WITH gone AS (
       DELETE FROM tenant_silence WHERE tenant_id = :tenant::text AND id <> ALL (:shown::text[]) AND updated_at < :asked::timestamptz
       RETURNING tenant_id, id, names, created_by, comment, starts_at, least(ends_at, :asked) AS ends_at)
INSERT INTO past_silence (tenant_id, id, names, created_by, comment, starts_at, ends_at) SELECT * FROM gone
ON CONFLICT (tenant_id, id) DO UPDATE
   SET names = excluded.names, created_by = excluded.created_by, comment = excluded.comment, starts_at = excluded.starts_at, ends_at = excluded.ends_at
