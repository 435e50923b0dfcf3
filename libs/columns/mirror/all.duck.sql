-- Every alert with all that the columns hold of it.
SELECT e.id, o.public_id AS organization, o.scopes, fingerprint, alertname, severity, system_key, labels, starts, ends, recorded, acknowledged, resolution, priority, number, source, policy, assignee, is_closed, summary
  FROM episode e JOIN organization o ON o.id = e.organization ORDER BY e.id
