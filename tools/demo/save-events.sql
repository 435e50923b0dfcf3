-- Writes past events of the platform. Nothing comes back.
INSERT INTO system_event (organization_id, at, severity, source, message)
SELECT o.id, e.at, e.severity, e.source, e.message
  FROM jsonb_to_recordset(:events::jsonb) AS e (organization text, at timestamptz, severity text, source text, message text) JOIN organization o ON o.public_id = e.organization
 ORDER BY e.at
