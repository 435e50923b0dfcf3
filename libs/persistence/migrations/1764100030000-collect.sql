-- What collect keeps beside the ledger: polls, what was set aside, tokens of tenants, silences.

CREATE TABLE alerts_totals_by_org (
  organization_id int PRIMARY KEY REFERENCES organization,
  owner_id        int,
  distributor_id  int,
  reseller_id     int,
  active          int NOT NULL,
  critical        int NOT NULL,
  warning         int NOT NULL,
  info            int NOT NULL,
  muted           int NOT NULL,
  refreshed_at    timestamptz(3) NOT NULL
);
CREATE INDEX alerts_totals_age_owner ON alerts_totals_by_org (owner_id, refreshed_at);
CREATE INDEX alerts_totals_age_distributor ON alerts_totals_by_org (distributor_id, refreshed_at);
CREATE INDEX alerts_totals_age_reseller ON alerts_totals_by_org (reseller_id, refreshed_at);

CREATE TABLE tenant_poll (
  tenant_id      text PRIMARY KEY,
  polled_at      timestamptz(3) NOT NULL,
  failing_since  timestamptz(3),
  -- What the saved answer came to, while all open alerts are shown by it and are the versions of rows that it left; see renew-polls.sql.
  digest         text,
  alerts_version bigint
);
CREATE TABLE refresh_turn (tenant_id text NOT NULL, tick bigint NOT NULL, PRIMARY KEY (tenant_id, tick));
CREATE INDEX refresh_turn_tick ON refresh_turn (tick);

CREATE TABLE alert_quarantine (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at timestamptz(3) NOT NULL DEFAULT now(),
  tenant_id   text,
  reason      text NOT NULL,
  payload     jsonb NOT NULL,
  replayed_at timestamptz(3)
);
CREATE INDEX alert_quarantine_received ON alert_quarantine (received_at);

-- When a job last finished, as a day that changes at an hour of its own.
CREATE TABLE daily_run (job text PRIMARY KEY, day date NOT NULL, finished_at timestamptz(3) NOT NULL DEFAULT now());

-- Secrets of single tenants for the webhook; only their hash is kept.
CREATE TABLE webhook_token (
  id         text PRIMARY KEY,
  tenant_id  text NOT NULL,
  hash       bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  revoked_at timestamptz(3),
  -- To the minute.
  last_used_at timestamptz(3)
);
CREATE INDEX webhook_token_tenant ON webhook_token (tenant_id);

CREATE INDEX alert_quarantine_waiting ON alert_quarantine (received_at, id) WHERE replayed_at IS NULL;
-- What is set aside is bounded by tenant, and replayed once for each version of the tree.
CREATE INDEX alert_quarantine_tenant ON alert_quarantine (coalesce(tenant_id, ''), id);
CREATE TABLE quarantine_replay (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), tree_version bigint NOT NULL);
INSERT INTO quarantine_replay (tree_version) SELECT version FROM tree_version;

-- The silences that people made here, by the ids their Alertmanager gave them.
CREATE TABLE silence (
  organization_id int NOT NULL REFERENCES organization,
  id              text NOT NULL,
  fingerprint     text NOT NULL,
  matchers        jsonb NOT NULL,
  comment         text NOT NULL,
  created_by      jsonb NOT NULL,
  starts_at       timestamptz(3) NOT NULL,
  ends_at         timestamptz(3) NOT NULL,
  updated_at      timestamptz(3) NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX silence_id ON silence (id);
CREATE INDEX silence_ends ON silence (ends_at);
