-- Claims tenants for a tick. Those that no other replica has claimed.
INSERT INTO refresh_turn (tenant_id, tick) SELECT tenant_id, :tick::bigint FROM unnest(:tenants::text[]) AS t (tenant_id) ORDER BY tenant_id
ON CONFLICT DO NOTHING RETURNING tenant_id
