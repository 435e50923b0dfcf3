-- Adds what is missing to the numbers of alerts in report_volume.
INSERT INTO report_volume AS p (organization_id, alerts)
SELECT scope, missing FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int, missing bigint) ORDER BY 1
ON CONFLICT (organization_id) DO UPDATE SET alerts = p.alerts + excluded.alerts
