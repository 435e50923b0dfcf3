-- The ledger: what describes alerts, what runs, what has ended, what people did.

-- What a public id spells out. These are single expressions, so that they become part of the statement that calls them: lists and exports make one for every row.
CREATE FUNCTION alert_code(id bigint) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT 4611686018427387904 | (id << 21) | ((id * 40503) & 2097151)
$$;
CREATE FUNCTION base58_digit(code bigint, unit bigint) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT chr(get_byte('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'::bytea, (code / unit % 58)::int))
$$;
-- 11 base58 digits that are the same for ever and in the order of the ids: 41 bits of the id, and 21 that follow from it. See alert_id_of().
CREATE FUNCTION alert_public_id(id bigint) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT base58_digit(alert_code(id), 430804206899405824)
      || base58_digit(alert_code(id), 7427658739644928)
      || base58_digit(alert_code(id), 128063081718016)
      || base58_digit(alert_code(id), 2207984167552)
      || base58_digit(alert_code(id), 38068692544)
      || base58_digit(alert_code(id), 656356768)
      || base58_digit(alert_code(id), 11316496)
      || base58_digit(alert_code(id), 195112)
      || base58_digit(alert_code(id), 3364)
      || base58_digit(alert_code(id), 58)
      || base58_digit(alert_code(id), 1)
$$;
-- The id behind a public one; null when no alert can have it.
CREATE FUNCTION alert_id_of(public_id text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  rest numeric := 0;
  id   bigint;
BEGIN
  IF public_id !~ '^[1-9A-HJ-NP-Za-km-z]{11}$' THEN RETURN NULL; END IF;
  FOR i IN 1..11 LOOP
    rest := rest * 58 + strpos('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', substr(public_id, i, 1)) - 1;
  END LOOP;
  IF rest >= 9223372036854775808 THEN RETURN NULL; END IF;
  id := (rest::bigint >> 21) & 2199023255551;
  RETURN CASE WHEN alert_public_id(id) = public_id THEN id END;
END $$;

CREATE SEQUENCE alert_id AS bigint;

-- What describes alerts: once per organization, fingerprint and label set.
CREATE TABLE series (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id int NOT NULL,
  fingerprint     text NOT NULL,
  -- A digest of name, severity, system and labels.
  key             uuid NOT NULL,
  alertname       text NOT NULL,
  severity        text,
  system_key      text,
  labels          jsonb NOT NULL,
  -- As first told; an alert whose own are others carries them.
  annotations     jsonb NOT NULL,
  receiver        text,
  -- No alert of the series starts earlier.
  first_start     timestamptz(3) NOT NULL,
  first_seen_at   timestamptz(3) NOT NULL,
  -- When an Alertmanager last told it, to the hour; null: only others did, who may not claim systems.
  seen_at         timestamptz(3),
  UNIQUE (organization_id, fingerprint, key)
) WITH (fillfactor = 90);
CREATE INDEX series_system ON series (system_key, organization_id) WHERE system_key <> '';

-- What runs.
CREATE TABLE open_alert (
  id              bigint PRIMARY KEY,
  series_id       bigint NOT NULL,
  source_id       bigint NOT NULL,
  policy_id       bigint NOT NULL,
  starts_at       timestamptz(3) NOT NULL,
  last_seen_at    timestamptz(3) NOT NULL,
  acknowledged_at timestamptz(3),
  organization_id int NOT NULL,
  missed          smallint NOT NULL DEFAULT 0,
  fingerprint     text NOT NULL,
  origin          text NOT NULL CHECK (origin IN ('alertmanager', 'event', 'import')),
  priority        text NOT NULL CHECK (priority IN ('LOW', 'HIGH')),
  number          text NOT NULL DEFAULT '',
  -- Null: as the series tells; an empty receiver is none.
  receiver        text,
  annotations     jsonb,
  -- What the Alertmanager says of it.
  state           text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suppressed', 'unprocessed')),
  silenced_by     text[] NOT NULL DEFAULT '{}',
  inhibited_by    text[] NOT NULL DEFAULT '{}',
  muted_by        text[] NOT NULL DEFAULT '{}',
  receivers       text[] NOT NULL DEFAULT '{}',
  generator_url   text NOT NULL DEFAULT '',
  -- The starts that it is made of, with the ends told for them; null: its own only. See ledger/weave.ts.
  parts           jsonb,
  -- Who told it, by name.
  reporters       jsonb NOT NULL DEFAULT '{}',
  UNIQUE (organization_id, fingerprint)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

-- What has ended: inserted once. Corrections delete and insert; nothing updates a row.
CREATE TABLE alert (
  id              bigint NOT NULL,
  series_id       bigint NOT NULL,
  source_id       bigint NOT NULL,
  policy_id       bigint NOT NULL,
  starts_at       timestamptz(3) NOT NULL,
  ends_at         timestamptz(3) NOT NULL,
  recorded_at     timestamptz(3) NOT NULL,
  acknowledged_at timestamptz(3),
  organization_id int NOT NULL,
  resolution      text NOT NULL CHECK (resolution IN ('webhook', 'inferred', 'manual', 'event', 'import')),
  origin          text NOT NULL CHECK (origin IN ('alertmanager', 'event', 'import')),
  priority        text NOT NULL CHECK (priority IN ('LOW', 'HIGH')),
  number          text NOT NULL DEFAULT '',
  -- Null: as the series tells; an empty receiver is none.
  receiver        text,
  annotations     jsonb,
  -- The starts that it is made of, with the ends told for them; null: its own only. See ledger/weave.ts.
  parts           jsonb,
  PRIMARY KEY (id, starts_at)
) PARTITION BY RANGE (starts_at);
ALTER SEQUENCE alert_id OWNED BY alert.id;
CREATE INDEX alert_series ON alert (series_id, starts_at);
CREATE INDEX alert_organization ON alert (organization_id, recorded_at, id);
CREATE INDEX alert_recorded ON alert (recorded_at, id);
CREATE INDEX alert_start ON alert (starts_at, id);

CREATE TABLE alert_past PARTITION OF alert FOR VALUES FROM (MINVALUE) TO ('2015-01-01Z');

-- Makes a partition of a table that is divided by time, unless it is there. It waits for no reader and no recorder: there is no default partition.
CREATE FUNCTION ensure_partition(parent regclass, part text, first timestamptz, next timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  detaching boolean;
BEGIN
  IF EXISTS (SELECT FROM pg_inherits WHERE inhrelid = to_regclass(part) AND NOT inhdetachpending) THEN RETURN; END IF;
  -- It conflicts with itself, and shows, as an advisory lock would not, what another process has made meanwhile.
  EXECUTE format('LOCK TABLE %s IN SHARE UPDATE EXCLUSIVE MODE', parent);
  SELECT inhdetachpending INTO detaching FROM pg_inherits WHERE inhrelid = to_regclass(part);
  IF NOT detaching THEN RETURN; END IF;
  IF detaching THEN EXECUTE format('ALTER TABLE %s DETACH PARTITION %I FINALIZE', parent, part); END IF;
  IF to_regclass(part) IS NULL THEN
    EXECUTE format('CREATE TABLE %I (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', part, parent);
  END IF;
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, first, next);
END $$;
-- The month an alert that starts then lies in; what began before 2015 lies in alert_past.
CREATE FUNCTION ensure_alert_partition(at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month timestamp := date_trunc('month', at AT TIME ZONE 'UTC');
BEGIN
  IF month >= '2015-01-01' THEN
    PERFORM ensure_partition('alert', 'alert_' || to_char(month, 'YYYYMM'), month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
  END IF;
END $$;

-- Whether a partition holds nothing.
CREATE FUNCTION is_empty(part text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  held boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %I)', part) INTO held;
  RETURN NOT held;
END $$;

-- What people did to an alert, and nobody else writes: a row only where somebody did.
CREATE TABLE handled (
  alert_id     bigint PRIMARY KEY,
  memo         text NOT NULL DEFAULT '',
  assigned_to  jsonb,
  closed_by    text,
  close_reason text
);

-- The timeline, but for what an alert tells by itself: that it fired when it starts and was resolved when it ends. See the view timeline.
CREATE TABLE alert_event (
  id       bigint GENERATED ALWAYS AS IDENTITY,
  alert_id bigint NOT NULL,
  at       timestamptz(3) NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('fired', 'severity_changed', 'assigned', 'unassigned', 'note_added', 'silenced', 'unsilenced', 'inhibited', 'uninhibited', 'notified', 'resolved')),
  actor    jsonb,
  detail   jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (alert_id, at, id)
);

-- Alerts that turned out to be part of another: their ids are second names of that one.
CREATE TABLE merged_alert (
  id       bigint PRIMARY KEY,
  alert_id bigint NOT NULL
);
CREATE INDEX merged_alert_alert ON merged_alert (alert_id);

-- Every episode with all that is known of it, running or ended, under the ancestors of its organization: for reads of a few rows.
CREATE VIEW episode AS
SELECT a.id, alert_public_id(a.id) AS public_id, a.series_id, a.organization_id, o.owner_id, o.distributor_id, o.reseller_id, s.fingerprint, s.alertname, s.severity, s.system_key,
       a.starts_at, a.ends_at, a.recorded_at, a.acknowledged_at, a.resolution, a.origin, 'active'::text AS state, '{}'::text[] AS silenced_by, '{}'::text[] AS inhibited_by,
       '{}'::text[] AS muted_by, '{}'::text[] AS receivers, ''::text AS generator_url, a.parts, '{}'::jsonb AS reporters,
       a.ends_at AS last_seen_at, (CASE a.resolution WHEN 'inferred' THEN 2 ELSE 0 END)::smallint AS missed, nullif(coalesce(a.receiver, s.receiver), '') AS receiver,
       a.priority, a.source_id, a.policy_id, a.number, s.labels, coalesce(a.annotations, s.annotations) AS annotations,
       h.closed_by, h.close_reason, coalesce(h.memo, '') AS memo, h.assigned_to,
       floor(extract(epoch FROM a.starts_at) / 900)::int AS start_quarter,
       CASE WHEN a.acknowledged_at IS NOT NULL THEN greatest(0, round(extract(epoch FROM a.acknowledged_at - a.starts_at) * 1000))::bigint END AS tta_ms,
       greatest(0, round(extract(epoch FROM a.ends_at - a.starts_at) * 1000))::bigint AS ttr_ms
  FROM alert a LEFT JOIN series s ON s.id = a.series_id LEFT JOIN organization o ON o.id = a.organization_id LEFT JOIN handled h ON h.alert_id = a.id
UNION ALL
SELECT a.id, alert_public_id(a.id), a.series_id, a.organization_id, o.owner_id, o.distributor_id, o.reseller_id, a.fingerprint, s.alertname, s.severity, s.system_key,
       a.starts_at, NULL::timestamptz(3), NULL::timestamptz(3), a.acknowledged_at, NULL::text, a.origin, a.state, a.silenced_by, a.inhibited_by,
       a.muted_by, a.receivers, a.generator_url, a.parts, a.reporters, a.last_seen_at, a.missed, nullif(coalesce(a.receiver, s.receiver), ''),
       a.priority, a.source_id, a.policy_id, a.number, s.labels, coalesce(a.annotations, s.annotations), h.closed_by, h.close_reason, coalesce(h.memo, ''), h.assigned_to,
       floor(extract(epoch FROM a.starts_at) / 900)::int,
       CASE WHEN a.acknowledged_at IS NOT NULL THEN greatest(0, round(extract(epoch FROM a.acknowledged_at - a.starts_at) * 1000))::bigint END,
       NULL::bigint
  FROM open_alert a LEFT JOIN series s ON s.id = a.series_id LEFT JOIN organization o ON o.id = a.organization_id LEFT JOIN handled h ON h.alert_id = a.id;

-- Timelines with the lines that are not stored: of each alert the first and, when it has ended, the last. Their ids put them before and after the others of their instant.
CREATE VIEW timeline AS
SELECT id, alert_id, at, kind, actor, detail FROM alert_event
UNION ALL
SELECT -e.id, e.id, e.starts_at, 'fired', NULL::jsonb,
       jsonb_build_object('severity', coalesce((SELECT c.detail ->> 'from' FROM alert_event c WHERE c.alert_id = e.id AND c.kind = 'severity_changed' ORDER BY c.at, c.id LIMIT 1), e.severity))
  FROM episode e
UNION ALL
SELECT 4503599627370496 + e.id, e.id, e.ends_at, 'resolved',
       CASE e.resolution WHEN 'manual' THEN jsonb_build_object('user_id', e.closed_by)
                         WHEN 'event' THEN jsonb_build_object('user_id', NULL, 'user_name', (SELECT name FROM alert_source s WHERE s.id = e.source_id)) END,
       CASE e.resolution WHEN 'manual' THEN jsonb_build_object('resolution', e.resolution, 'reason', e.close_reason) ELSE jsonb_build_object('resolution', e.resolution) END
  FROM episode e WHERE e.ends_at IS NOT NULL;

-- What has ever fired where: a row per organization, alert name and host, as it was first seen.
CREATE VIEW alert_kind AS
SELECT DISTINCT ON (organization_id, alertname, host) organization_id, alertname, host, labels, annotations, first_seen_at
  FROM (SELECT organization_id, alertname, coalesce(nullif(system_key, ''), nullif(labels ->> 'instance', ''), labels ->> 'host', '') AS host, labels, annotations, first_seen_at, id
          FROM series) AS s
 ORDER BY organization_id, alertname, host, first_seen_at, id;

CREATE VIEW alert_history AS
SELECT e.id, o.public_id AS organization_id, e.system_key, e.alertname, e.severity, 'resolved'::text AS status, e.fingerprint, e.starts_at, e.ends_at,
       e.acknowledged_at, e.annotations ->> 'summary' AS summary, e.labels, e.annotations, e.receiver, e.resolution, e.recorded_at AS created_at
  FROM episode e JOIN organization o ON o.id = e.organization_id
 WHERE e.ends_at IS NOT NULL;
