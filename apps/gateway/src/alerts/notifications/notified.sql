-- The alerts in scope that notifications have named, with what matchers read of them.
SELECT k.organization_id, k.fingerprint, s.labels, s.alertname, s.severity
  FROM (SELECT DISTINCT n.organization_id, n.fingerprint FROM notified_alert n
         WHERE n.organization_id IN (SELECT id FROM organization WHERE scopes && :scopes::int[])
           AND n.at >= coalesce(:from::timestamptz, '-infinity') AND n.at < coalesce(:until::timestamptz, 'infinity')) AS k
 CROSS JOIN LATERAL (SELECT labels, alertname, severity FROM series WHERE organization_id = k.organization_id AND fingerprint = k.fingerprint ORDER BY id DESC LIMIT 1) AS s
