-- Remembers what has fired where, for the lists of hosts and monitors.
INSERT INTO alert_kind (organization_id, alertname, host, labels, annotations)
SELECT DISTINCT ON (1, 2, 3) organization_id, alertname, host, labels, annotations
  FROM jsonb_to_recordset(:rows::jsonb) AS k (organization_id int, alertname text, host text, labels jsonb, annotations jsonb) ORDER BY 1, 2, 3
ON CONFLICT DO NOTHING
