-- Puts a person in charge of an alert, or (null) nobody.
INSERT INTO handled (alert_id, assigned_to) VALUES (:id::bigint, :assigned_to::jsonb) ON CONFLICT (alert_id) DO UPDATE SET assigned_to = excluded.assigned_to
