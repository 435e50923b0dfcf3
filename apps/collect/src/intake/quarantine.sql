-- Sets alerts aside.
INSERT INTO alert_quarantine (tenant_id, reason, payload)
SELECT :tenant, reason, payload FROM jsonb_to_recordset(:rows::jsonb) AS r (reason text, payload jsonb)
