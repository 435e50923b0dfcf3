-- Moves on the polls whose answer comes to the same as the saved one, and whose open alerts are as that one left them. The tenants of these; one that is being saved is left out.
WITH still AS MATERIALIZED (SELECT set_config('lock_timeout', '5s', true)),
     asked AS (SELECT r.* FROM still, jsonb_to_recordset(:polls::jsonb) AS r (tenant text, at timestamptz, digest text, organizations int[])),
     held AS MATERIALIZED (
       SELECT p.tenant_id, p.alerts_version, a.at, a.organizations FROM asked a JOIN tenant_poll p ON p.tenant_id = a.tenant
        WHERE p.digest = a.digest AND p.polled_at < a.at AND p.failing_since IS NULL ORDER BY p.tenant_id FOR UPDATE OF p SKIP LOCKED),
     places AS MATERIALIZED (SELECT tenant_id, organization_id FROM held CROSS JOIN unnest(organizations) AS o (organization_id)),
     versions AS MATERIALIZED (
       SELECT organization_id, bit_xor(hashint8extended(id, xmin::text::bigint)) AS version FROM open_alert
        WHERE organization_id = ANY (ARRAY(SELECT organization_id FROM places)) AND origin = 'alertmanager' GROUP BY organization_id),
     found AS MATERIALIZED (SELECT tenant_id, coalesce(bit_xor(version), 0) AS version FROM places LEFT JOIN versions USING (organization_id) GROUP BY tenant_id)
UPDATE tenant_poll p SET polled_at = held.at FROM held JOIN found USING (tenant_id)
 WHERE p.tenant_id = held.tenant_id AND held.alerts_version = found.version RETURNING p.tenant_id
