-- Takes back episodes that turned out to be part of another one, with their timeline.
WITH gone AS (DELETE FROM alert a USING jsonb_to_recordset(:rows::jsonb) AS r (id bigint, starts_at timestamptz) WHERE a.id = r.id AND a.starts_at = r.starts_at RETURNING a.id)
DELETE FROM alert_event e USING gone WHERE e.alert_id = gone.id
