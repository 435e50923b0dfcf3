-- Which series stand for the systems and monitors that alerts have made, and what was made by labels, or told, so that it can be forgotten.

-- The host an alert speaks of: its system, else the `instance` or `host` label; empty when it names none. As short as an index takes it in every script.
CREATE FUNCTION host_of(system_key text, labels jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT left(coalesce(nullif(system_key, ''), nullif(labels ->> 'instance', ''), labels ->> 'host', ''), 256)
$$;

-- The first of its organization that spoke of a host, or bore a name: one a host, and one a name.
ALTER TABLE series ADD COLUMN is_system boolean NOT NULL DEFAULT false, ADD COLUMN is_monitor boolean NOT NULL DEFAULT false;

CREATE OR REPLACE VIEW alert_kind AS
SELECT DISTINCT ON (organization_id, alertname, host) organization_id, alertname, host, labels, annotations, first_seen_at
  FROM (SELECT organization_id, alertname, host_of(system_key, labels) AS host, labels, annotations, first_seen_at, id FROM series) AS s
 ORDER BY organization_id, alertname, host, first_seen_at, id;

-- Made because a label named it: nobody has put it since.
ALTER TABLE alert_source ADD COLUMN is_named boolean NOT NULL DEFAULT false;
ALTER TABLE escalation_policy ADD COLUMN is_named boolean NOT NULL DEFAULT false;

ALTER TABLE api_call_report ADD COLUMN told_at timestamptz(3) NOT NULL DEFAULT now();
