-- Appends to the timelines of alerts.
INSERT INTO alert_event (alert_id, at, kind, actor, detail)
SELECT alert_id, at, kind, actor, coalesce(detail, '{}') FROM jsonb_to_recordset(:rows::jsonb) AS e (alert_id bigint, at timestamptz, kind text, actor jsonb, detail jsonb)
