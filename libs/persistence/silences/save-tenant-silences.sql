-- Keeps silences as their Alertmanager shows them; what was shown later stays.
INSERT INTO tenant_silence AS known (tenant_id, id, names, matchers, created_by, comment, starts_at, ends_at, updated_at)
SELECT :tenant::text, s.id, s.names, s.matchers, s.created_by, s.comment, s.starts_at, s.ends_at, s.updated_at
  FROM jsonb_to_recordset(:silences::jsonb)
       AS s(id text, names text, matchers jsonb, created_by text, comment text, starts_at timestamptz, ends_at timestamptz, updated_at timestamptz)
 ORDER BY s.id
ON CONFLICT (tenant_id, id) DO UPDATE
   SET names = excluded.names, matchers = excluded.matchers, created_by = excluded.created_by, comment = excluded.comment,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at, updated_at = excluded.updated_at
 WHERE known.updated_at <= excluded.updated_at
