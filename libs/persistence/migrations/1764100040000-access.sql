-- API keys, the networks they may be used from, and what callers may ask in a minute.

CREATE TABLE api_key (
  id              text PRIMARY KEY,
  organization_id int NOT NULL REFERENCES organization,
  -- The user it acts as.
  user_id         text NOT NULL,
  name            text NOT NULL,
  secret_hash     bytea NOT NULL,
  permissions     text[] NOT NULL,
  scopes          text[] NOT NULL,
  roles           text[] NOT NULL,
  -- Empty: from everywhere.
  cidrs           text[] NOT NULL,
  expires_at      timestamptz(3),
  created_at      timestamptz(3) NOT NULL DEFAULT now(),
  created_by      text NOT NULL,
  last_used_at    timestamptz(3),
  revoked_at      timestamptz(3)
);
CREATE INDEX api_key_organization ON api_key (organization_id, created_at, id);

-- An organization's own ranges for its API keys; no row: unrestricted.
CREATE TABLE ip_restriction (
  organization_id int PRIMARY KEY REFERENCES organization,
  cidrs           text[] NOT NULL
);

-- Requests a minute where they are not the configured number: of a key by its id, or of a user's tokens.
CREATE TABLE rate_limit (
  organization_id int NOT NULL REFERENCES organization,
  kind            text NOT NULL CHECK (kind IN ('key', 'subject')),
  name            text NOT NULL,
  per_minute      int NOT NULL CHECK (per_minute > 0),
  -- From which organization it was set: nobody below it changes it.
  set_by          int REFERENCES organization,
  PRIMARY KEY (organization_id, kind, name)
);

CREATE TABLE keys_version (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), version bigint NOT NULL);
INSERT INTO keys_version VALUES (true, 1);

CREATE FUNCTION keys_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE keys_version SET version = version + 1;
  PERFORM pg_notify('keys_changed', '');
  RETURN NULL;
END $$;
-- last_used_at changes nothing that anybody relies on.
CREATE TRIGGER api_key_changed AFTER INSERT OR DELETE OR UPDATE OF organization_id, user_id, name, secret_hash, permissions, scopes, roles, cidrs, expires_at, revoked_at
  ON api_key FOR EACH STATEMENT EXECUTE FUNCTION keys_changed();
CREATE TRIGGER ip_restriction_changed AFTER INSERT OR UPDATE OR DELETE ON ip_restriction FOR EACH STATEMENT EXECUTE FUNCTION keys_changed();
CREATE TRIGGER rate_limit_changed AFTER INSERT OR UPDATE OR DELETE ON rate_limit FOR EACH STATEMENT EXECUTE FUNCTION keys_changed();

-- Rate limits where there is no Redis: what each bucket was granted within the last minute, exact for any number of gateways.

-- A crash of the server may empty it. at: when, in epoch milliseconds, ascending; hits: how many then.
CREATE UNLOGGED TABLE rate_log (
  bucket text PRIMARY KEY,
  at     bigint[] NOT NULL,
  hits   int[] NOT NULL,
  ends   bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- Grants each bucket as much of what is wanted as its limit leaves in the 60 s that end now. Buckets must come sorted, else callers may wait for each other
-- for ever. A grain of several milliseconds rounds instants up, which keeps the logs of large limits short and never grants too much.
CREATE FUNCTION take_rates(buckets text[], limits int[], wanted int[], grains int[])
  RETURNS TABLE (granted int, used int, wait bigint) LANGUAGE plpgsql AS $$
DECLARE
  log    rate_log;
  clock  bigint;
  instant bigint;
  living int;
  size   int;
BEGIN
  FOR i IN 1 .. cardinality(buckets) LOOP
    LOOP
      SELECT * INTO log FROM rate_log WHERE bucket = buckets[i] FOR UPDATE;
      EXIT WHEN FOUND;
      INSERT INTO rate_log VALUES (buckets[i], '{}', '{}', 0) ON CONFLICT DO NOTHING;
    END LOOP;
    clock := floor(extract(epoch FROM clock_timestamp()) * 1000);
    living := 1;
    WHILE log.at[living] <= clock - 60000 LOOP living := living + 1; END LOOP;
    IF living > 1 THEN log.at := log.at[living:]; log.hits := log.hits[living:]; END IF;
    SELECT coalesce(sum(n), 0) INTO used FROM unnest(log.hits) AS n;
    granted := greatest(0, least(wanted[i], limits[i] - used));
    IF granted > 0 THEN
      instant := ((clock + grains[i] - 1) / grains[i]) * grains[i];
      size := cardinality(log.at);
      -- Another server's clock, or this one's when it was set back, may be behind: the log stays in order.
      instant := greatest(instant, coalesce(log.at[size], 0));
      IF log.at[size] = instant THEN
        log.hits[size] := log.hits[size] + granted;
      ELSE
        log.at := log.at || instant; log.hits := log.hits || granted;
      END IF;
      used := used + granted;
      UPDATE rate_log SET at = log.at, hits = log.hits, ends = instant + 60000 WHERE bucket = buckets[i];
    END IF;
    -- Until so much has ended that one more fits: mostly the oldest.
    living := 1;
    size := used - log.hits[1];
    WHILE size >= limits[i] LOOP living := living + 1; size := size - log.hits[living]; END LOOP;
    wait := log.at[living] + 60000 - clock;
    RETURN NEXT;
  END LOOP;
END $$;

-- People and programs, their sessions and their calls.

CREATE TABLE app_user (
  id              int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id int NOT NULL REFERENCES organization,
  subject         text NOT NULL,
  team_ids        text[] NOT NULL DEFAULT '{}',
  created_at      timestamptz(3) NOT NULL DEFAULT now(),
  deleted_at      timestamptz(3),
  UNIQUE (organization_id, subject)
);

CREATE TABLE usage_session (
  organization_id int NOT NULL REFERENCES organization,
  id              text NOT NULL,
  user_id         int NOT NULL REFERENCES app_user,
  service         text,
  started_at      timestamptz(3) NOT NULL,
  ended_at        timestamptz(3),
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX usage_session_started ON usage_session (user_id, started_at);

CREATE TABLE api_call_quarter (
  user_id  int NOT NULL REFERENCES app_user,
  resource text NOT NULL,
  quarter  int NOT NULL,
  calls    bigint NOT NULL,
  PRIMARY KEY (user_id, quarter, resource)
);
-- The ids of reported calls that have been added.
CREATE TABLE api_call_report (
  organization_id int NOT NULL REFERENCES organization,
  id              text NOT NULL,
  PRIMARY KEY (organization_id, id)
);

-- What the apps of one installation know and nobody else does: the gateway shows it when it asks collect to speak to an Alertmanager.
CREATE TABLE internal_secret (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), secret text NOT NULL);
INSERT INTO internal_secret (secret) VALUES (replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));

CREATE TABLE system_event (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id int NOT NULL REFERENCES organization,
  at              timestamptz(3) NOT NULL DEFAULT now(),
  severity        text NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
  source          text,
  message         text NOT NULL,
  external_id     text,
  times           int NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX system_event_external ON system_event (organization_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX system_event_newest ON system_event (organization_id, at DESC, id DESC);
