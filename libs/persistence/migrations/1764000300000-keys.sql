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
