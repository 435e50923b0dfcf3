-- The ledger as it was before it was split in two: every alert with its texts and its ancestors, and the eleven indexes of an open one.
CREATE TABLE before (
  id bigint NOT NULL, public_id text NOT NULL, organization_id int NOT NULL, owner_id int, distributor_id int, reseller_id int, fingerprint text NOT NULL, alertname text NOT NULL,
  severity text, system_key text, starts_at timestamptz(3) NOT NULL, ends_at timestamptz(3), recorded_at timestamptz(3), acknowledged_at timestamptz(3), resolution text, origin text NOT NULL,
  state text NOT NULL, silenced_by text[] NOT NULL, inhibited_by text[] NOT NULL, absorbed timestamptz(3)[] NOT NULL, last_seen_at timestamptz(3) NOT NULL, missed smallint NOT NULL,
  receiver text, priority text NOT NULL, source_id bigint NOT NULL, policy_id bigint NOT NULL, number text NOT NULL, labels jsonb NOT NULL, annotations jsonb NOT NULL, closed_by text,
  close_reason text, memo text NOT NULL, assigned_to jsonb, start_quarter int NOT NULL, tta_ms bigint, ttr_ms bigint,
  PRIMARY KEY (id, starts_at),
  CHECK ((ends_at IS NULL) = (recorded_at IS NULL) AND (ends_at IS NULL) = (resolution IS NULL))
) PARTITION BY RANGE (starts_at);
CREATE UNIQUE INDEX ON before (organization_id, fingerprint, starts_at);
CREATE INDEX ON before (public_id);
CREATE INDEX ON before (organization_id, fingerprint) WHERE ends_at IS NULL;
CREATE INDEX ON before (organization_id, recorded_at, id) WHERE ends_at IS NOT NULL;
CREATE INDEX ON before (reseller_id, recorded_at, id) WHERE ends_at IS NOT NULL;
CREATE INDEX ON before (distributor_id, recorded_at, id) WHERE ends_at IS NOT NULL;
CREATE INDEX ON before (owner_id, recorded_at, id) WHERE ends_at IS NOT NULL;
CREATE INDEX ON before (system_key, organization_id, recorded_at, id) WHERE ends_at IS NOT NULL AND system_key IS NOT NULL;
CREATE INDEX ON before (reseller_id) WHERE ends_at IS NULL;
CREATE INDEX ON before (distributor_id) WHERE ends_at IS NULL;
CREATE INDEX ON before (reseller_id, starts_at);
CREATE INDEX ON before (distributor_id, starts_at);
CREATE INDEX ON before (owner_id, starts_at);
CREATE INDEX ON before (organization_id, starts_at) INCLUDE (source_id, policy_id, number, priority, tta_ms, ttr_ms)
