-- Keeps a silence; one of the same id is overwritten.
INSERT INTO silence (organization_id, id, fingerprint, matchers, comment, created_by, starts_at, ends_at, updated_at)
VALUES (:organization::int, :id::text, :fingerprint::text, :matchers::jsonb, :comment::text, :created_by::jsonb, :starts_at::timestamptz, :ends_at::timestamptz, :now::timestamptz)
ON CONFLICT (organization_id, id) DO UPDATE SET comment = excluded.comment, ends_at = excluded.ends_at, updated_at = excluded.updated_at
