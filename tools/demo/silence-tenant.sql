-- Notes that a tenant was last refreshed then, and its Alertmanager has not answered since. Nothing comes back.
WITH polled AS (
  INSERT INTO tenant_poll (tenant_id, polled_at, failing_since) VALUES (:tenant, :since::timestamptz, :since::timestamptz) ON CONFLICT DO NOTHING)
INSERT INTO alerts_totals_by_org (organization_id, owner_id, distributor_id, reseller_id, active, critical, warning, info, muted, refreshed_at)
SELECT id, owner_id, distributor_id, reseller_id, 0, 0, 0, 0, 0, :since::timestamptz FROM organization WHERE tenant_id = :tenant AND deleted_at IS NULL
ON CONFLICT DO NOTHING
