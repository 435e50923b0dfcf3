-- Keeps notifications with their alerts: each once, however often its event comes.
WITH fresh AS (
       INSERT INTO notification (key, at, receiver, integration, outcome, reason, error)
       SELECT DISTINCT ON (key) key, at, receiver, integration, outcome, reason, error
         FROM jsonb_to_recordset(:notifications::jsonb) AS n (key uuid, at timestamptz, receiver text, integration text, outcome text, reason text, error text)
        ORDER BY key
       ON CONFLICT (key) DO NOTHING RETURNING id, key, at)
INSERT INTO notified_alert (notification_id, organization_id, fingerprint, alertname, at, since, is_firing)
SELECT DISTINCT ON (f.id, a.organization_id, a.fingerprint) f.id, a.organization_id, a.fingerprint, a.alertname, f.at, a.since, a.is_firing
  FROM jsonb_to_recordset(:alerts::jsonb) AS a (key uuid, organization_id int, fingerprint text, alertname text, since timestamptz, is_firing boolean) JOIN fresh f ON f.key = a.key
 ORDER BY f.id, a.organization_id, a.fingerprint, a.since DESC
