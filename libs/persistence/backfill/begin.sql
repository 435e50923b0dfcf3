-- Begins a backfill.
INSERT INTO backfill (url, tenant_id, since, position, until, step_ms, started_at)
VALUES (:url::text, :tenant::text, :since::timestamptz, :since::timestamptz, :until::timestamptz, :step_ms::int, :now::timestamptz)
RETURNING id::int AS id, since, position, step_ms, recorded, left_out, set_aside
