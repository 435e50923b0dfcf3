-- A month may be made while others record into it: the lock on alert_default keeps their rows out until the month is attached,
-- and shows, as an advisory lock would not, what another process has made meanwhile.
CREATE OR REPLACE FUNCTION ensure_alert_partition(at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first timestamptz := date_trunc('month', at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  next  timestamptz := (date_trunc('month', at AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  part  text := 'alert_' || to_char(at AT TIME ZONE 'UTC', 'YYYYMM');
BEGIN
  IF at < '2000-01-01Z' OR at > now() + interval '2 months' OR to_regclass(part) IS NOT NULL THEN RETURN; END IF;
  LOCK TABLE alert_default IN ACCESS EXCLUSIVE MODE;
  IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE alert INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
  EXECUTE format('WITH moved AS (DELETE FROM alert_default WHERE starts_at >= %L AND starts_at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved', first, next, part);
  EXECUTE format('ALTER TABLE alert ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, first, next);
END $$;
