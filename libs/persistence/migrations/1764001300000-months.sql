-- In which months a fingerprint has alerts, so that its episodes are looked for in no others.

CREATE TABLE alert_month (
  organization_id int NOT NULL,
  fingerprint     text NOT NULL,
  month           timestamptz NOT NULL,
  PRIMARY KEY (organization_id, fingerprint, month)
);

-- A month more than there is costs a look, one too few an episode: so a trigger sees to it, whoever writes.
CREATE FUNCTION alert_month_noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO alert_month SELECT DISTINCT organization_id, fingerprint, date_trunc('month', starts_at, 'UTC') FROM written ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER alert_opened AFTER INSERT ON alert REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION alert_month_noted();
CREATE TRIGGER alert_moved AFTER UPDATE ON alert REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION alert_month_noted();
INSERT INTO alert_month SELECT DISTINCT organization_id, fingerprint, date_trunc('month', starts_at, 'UTC') FROM alert;
CREATE INDEX alert_month_month ON alert_month USING brin (month);

-- As before, and the months go with their alerts: nobody writes any while the month is detached.
CREATE OR REPLACE FUNCTION drop_alert_partitions(before timestamptz, most bigint) RETURNS int LANGUAGE plpgsql AS $$
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
    DELETE FROM alert_month WHERE month = to_date(right(part, 6), 'YYYYMM')::timestamp AT TIME ZONE 'UTC';
    EXECUTE format('INSERT INTO alert SELECT * FROM %I', part);
    EXECUTE format('DROP TABLE %I', part);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

-- alert_report begins with the same columns.
DROP INDEX alert_start_organization;
