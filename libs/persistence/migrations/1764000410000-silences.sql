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
