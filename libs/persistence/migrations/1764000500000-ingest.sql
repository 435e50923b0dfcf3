-- Retention, jobs that run once a day, tokens of tenants, and the replay of the quarantine.

-- When a job last finished, as a day that changes at an hour of its own.
CREATE TABLE daily_run (job text PRIMARY KEY, day date NOT NULL, finished_at timestamptz(3) NOT NULL DEFAULT now());

-- Months before this one are not made any more: what is left of them lies in alert_default.
CREATE TABLE alert_retention (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), kept_from timestamptz NOT NULL);

CREATE OR REPLACE FUNCTION ensure_alert_partition(at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first timestamptz := date_trunc('month', at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  next  timestamptz := (date_trunc('month', at AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  part  text := 'alert_' || to_char(at AT TIME ZONE 'UTC', 'YYYYMM');
BEGIN
  IF at < '2000-01-01Z' OR at > now() + interval '2 months' OR to_regclass(part) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(4711, 1);
  IF to_regclass(part) IS NOT NULL OR first < (SELECT kept_from FROM alert_retention) THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE alert INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
  EXECUTE format('WITH moved AS (DELETE FROM alert_default WHERE starts_at >= %L AND starts_at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved', first, next, part);
  EXECUTE format('ALTER TABLE alert ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, first, next);
END $$;

-- Drops those of the months before one that hold few alerts any more, and moves these to alert_default. How many months went.
CREATE FUNCTION drop_alert_partitions(before timestamptz, most bigint) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  part text;
  held bigint;
  dropped int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(4711, 1);
  FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = 'alert'::regclass AND c.relname ~ '^alert_\d{6}$' AND c.relname < 'alert_' || to_char(before AT TIME ZONE 'UTC', 'YYYYMM') ORDER BY 1 LOOP
    EXECUTE format('SELECT count(*) FROM (SELECT FROM %I LIMIT %s) AS held', part, most + 1) INTO held;
    CONTINUE WHEN held > most;
    EXECUTE format('ALTER TABLE alert DETACH PARTITION %I', part);
    EXECUTE format('INSERT INTO alert SELECT * FROM %I', part);
    EXECUTE format('DROP TABLE %I', part);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

-- 58^11 > 2^63, as before; a loop is twice as fast as an aggregate.
CREATE OR REPLACE FUNCTION alert_public_id(id bigint, at timestamptz) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  rest   bigint := (floor(extract(epoch FROM at) * 1000)::bigint << 21) | (id & 2097151);
  digits text := '';
BEGIN
  FOR i IN 1..11 LOOP
    digits := substr('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', (rest % 58)::int + 1, 1) || digits;
    rest := rest / 58;
  END LOOP;
  RETURN digits;
END $$;

-- Secrets of single tenants for the webhook; only their hash is kept.
CREATE TABLE webhook_token (
  id         text PRIMARY KEY,
  tenant_id  text NOT NULL,
  hash       bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  revoked_at timestamptz(3)
);
CREATE INDEX webhook_token_tenant ON webhook_token (tenant_id);

CREATE INDEX alert_quarantine_waiting ON alert_quarantine (received_at, id) WHERE replayed_at IS NULL;
