-- Of these tenants: when each was last asked and answered, and since when that fails; those first that never answered, then the oldest. An answer at the epoch is none.
SELECT t.tenant_id, nullif(p.polled_at, 'epoch') AS polled_at, p.failing_since
  FROM unnest(:tenants::text[]) AS t (tenant_id) LEFT JOIN tenant_poll p USING (tenant_id)
 ORDER BY nullif(p.polled_at, 'epoch') NULLS FIRST, t.tenant_id COLLATE "C"
