-- The running alerts of these fingerprints with what holds them by the newest word of the recorder; but those of which a later poll knows better.
SELECT e.*, coalesce(s.held_by, '{}') AS told_silences, coalesce(i.held_by, '{}') AS told_alerts
  FROM (SELECT DISTINCT organization_id, fingerprint FROM jsonb_to_recordset(:pairs::jsonb) AS p (organization_id int, fingerprint text)) AS k
 CROSS JOIN LATERAL (SELECT * FROM episode WHERE organization_id = k.organization_id AND fingerprint = k.fingerprint AND ends_at IS NULL LIMIT 1) AS e
  JOIN organization g ON g.id = e.organization_id
  LEFT JOIN tenant_poll p ON p.tenant_id = g.tenant_id AND EXISTS (SELECT FROM jsonb_object_keys(e.reporters) AS r (name) WHERE name LIKE 'upstream %')
  LEFT JOIN LATERAL (SELECT max(at) AS at FROM notified_alert WHERE organization_id = k.organization_id AND fingerprint = k.fingerprint AND is_firing) AS n ON true
  LEFT JOIN LATERAL (SELECT at, held_by FROM hold WHERE organization_id = k.organization_id AND fingerprint = k.fingerprint AND kind = 'silenced'
                        AND at >= e.starts_at AND at > coalesce(n.at, '-infinity') ORDER BY at DESC LIMIT 1) AS s ON true
  LEFT JOIN LATERAL (SELECT at, held_by FROM hold WHERE organization_id = k.organization_id AND fingerprint = k.fingerprint AND kind = 'inhibited'
                        AND at >= e.starts_at AND at > coalesce(n.at, '-infinity') ORDER BY at DESC LIMIT 1) AS i ON true
 WHERE greatest(n.at, s.at, i.at) > coalesce(p.polled_at, '-infinity')
