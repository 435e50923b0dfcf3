-- The newest backfill of a server and tenant that was stopped, takes up no later than is asked for, and has something left. At most one row.
SELECT id::int AS id, since, position, step_ms, recorded, left_out, set_aside
  FROM backfill
 WHERE url = :url::text AND tenant_id IS NOT DISTINCT FROM :tenant::text AND ended_at IS NULL AND since <= :since::timestamptz AND position >= :since::timestamptz
 ORDER BY id DESC LIMIT 1
