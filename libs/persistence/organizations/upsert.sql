-- Writes organizations under the ids given; parents may come later in the same batch. A deleted one comes back.
INSERT INTO organization AS o (id, public_id, name, role, parent_id, tenant_id, timezone) OVERRIDING SYSTEM VALUE
SELECT id, public_id, name, role, parent_id, tenant_id, timezone
  FROM jsonb_to_recordset(:rows::jsonb) AS r (id int, public_id text, name text, role text, parent_id int, tenant_id text, timezone text) ORDER BY id
ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, parent_id = excluded.parent_id, tenant_id = excluded.tenant_id,
      timezone = excluded.timezone, deleted_at = NULL
