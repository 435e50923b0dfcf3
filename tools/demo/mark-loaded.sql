-- Notes in the owner's log that the demo fleet is complete. Nothing comes back.
INSERT INTO system_event (organization_id, at, severity, source, message, external_id)
SELECT id, :now::timestamptz, 'info', 'demo', 'the demo fleet and its history have been loaded', 'demo-fleet' FROM organization WHERE public_id = :owner
ON CONFLICT DO NOTHING
