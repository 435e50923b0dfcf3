-- Hosts and monitors of the mackerel family, and its paging by opening time.

CREATE INDEX alert_start_reseller ON alert (reseller_id, starts_at);
CREATE INDEX alert_start_distributor ON alert (distributor_id, starts_at);
CREATE INDEX alert_start_owner ON alert (owner_id, starts_at);
CREATE INDEX alert_start_organization ON alert (organization_id, starts_at);

-- What has ever fired where: one row per organization, alert name and host, with the labels and annotations it was first seen with.
CREATE TABLE alert_kind (
  organization_id int NOT NULL REFERENCES organization,
  alertname       text NOT NULL,
  host            text NOT NULL,
  labels          jsonb NOT NULL,
  annotations     jsonb NOT NULL,
  first_seen_at   timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, alertname, host)
);
INSERT INTO alert_kind (organization_id, alertname, host, labels, annotations, first_seen_at)
SELECT DISTINCT ON (1, 2, 3) organization_id, alertname, coalesce(nullif(system_key, ''), nullif(labels ->> 'instance', ''), labels ->> 'host', ''), labels, annotations, starts_at
  FROM alert ORDER BY 1, 2, 3, starts_at;
