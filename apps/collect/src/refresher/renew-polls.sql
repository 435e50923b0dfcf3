-- Moves on the polls whose answer comes to the same as the saved one, and whose open alerts are as that one left them. The tenants of these; one that is being saved is left out.
WITH still AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(4711, 2), set_config('lock_timeout', '5s', true)),
     asked AS (SELECT r.* FROM still, jsonb_to_recordset(:polls::jsonb) AS r (tenant text, at timestamptz, digest text, organizations int[])),
     held AS MATERIALIZED (
       SELECT p.tenant_id, p.alerts_version, a.at, a.organizations FROM asked a JOIN tenant_poll p ON p.tenant_id = a.tenant
        WHERE p.digest = a.digest AND p.polled_at < a.at AND p.failing_since IS NULL ORDER BY p.tenant_id FOR UPDATE OF p SKIP LOCKED),
     versions AS (
       SELECT organization_id, bit_xor(hashint8extended(id, xmin::text::bigint)) AS version FROM alert
        WHERE organization_id = ANY (ARRAY(SELECT unnest(organizations) FROM held)) AND ends_at IS NULL AND origin = 'alertmanager' GROUP BY organization_id),
     same AS (
       SELECT h.tenant_id, h.at FROM held h CROSS JOIN unnest(h.organizations) AS o (id) LEFT JOIN versions v ON v.organization_id = o.id
        GROUP BY h.tenant_id, h.at, h.alerts_version HAVING h.alerts_version = coalesce(bit_xor(v.version), 0))
UPDATE tenant_poll p SET polled_at = same.at FROM same WHERE p.tenant_id = same.tenant_id RETURNING p.tenant_id
