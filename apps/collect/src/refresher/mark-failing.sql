-- Notes that polls of a tenant fail. A row when that is news.
INSERT INTO tenant_poll AS p (tenant_id, polled_at, failing_since) VALUES (:tenant, 'epoch', :at::timestamptz)
ON CONFLICT (tenant_id) DO UPDATE SET failing_since = excluded.failing_since WHERE p.failing_since IS NULL AND p.polled_at < excluded.failing_since
RETURNING tenant_id
