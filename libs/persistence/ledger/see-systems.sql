-- Remembers which organization a system belongs to, for alerts that name only the system.
INSERT INTO system_seen (system_key, organization_id)
SELECT DISTINCT system_key, organization_id FROM jsonb_to_recordset(:rows::jsonb) AS s (system_key text, organization_id int) WHERE system_key <> '' ORDER BY 1, 2
ON CONFLICT (system_key, organization_id) DO UPDATE SET seen_at = now() WHERE system_seen.seen_at < now() - interval '1 hour'
