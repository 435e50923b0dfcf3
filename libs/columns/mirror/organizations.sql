-- The organizations, deleted ones too: what lies by them counts in nobody's scope but by its own id.
SELECT id, public_id, name, role, parent_id, tenant_id, timezone, to_json(scopes), (extract(epoch FROM deleted_at) * 1000)::bigint FROM organization
