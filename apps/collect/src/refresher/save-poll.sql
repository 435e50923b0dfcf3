-- Notes when an answer was asked for, unless a newer one is known: then no row. When the one before was asked for, and since when polls have failed. Nothing later in the transaction waits long.
WITH still AS MATERIALIZED (SELECT set_config('lock_timeout', '5s', true)),
     old AS (SELECT p.polled_at, p.failing_since FROM still CROSS JOIN tenant_poll p WHERE p.tenant_id = :tenant FOR UPDATE OF p),
     saved AS (
       INSERT INTO tenant_poll AS p (tenant_id, polled_at) SELECT :tenant, :at::timestamptz FROM (SELECT count(*) FROM old) AS locked_first
       ON CONFLICT (tenant_id) DO UPDATE SET polled_at = excluded.polled_at, failing_since = NULL WHERE p.polled_at < excluded.polled_at
       RETURNING tenant_id)
SELECT old.polled_at AS previous, old.failing_since FROM saved LEFT JOIN old ON true
