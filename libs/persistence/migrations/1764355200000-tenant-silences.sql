-- The silences of each tenant's Alertmanager, as they were last read or made.
CREATE TABLE tenant_silence (
  tenant_id  text NOT NULL,
  id         text NOT NULL,
  -- The organization that its only exact organization_id matcher names.
  names      text,
  matchers   jsonb NOT NULL,
  created_by text NOT NULL,
  comment    text NOT NULL,
  starts_at  timestamptz(3) NOT NULL,
  ends_at    timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX tenant_silence_id ON tenant_silence (id);
