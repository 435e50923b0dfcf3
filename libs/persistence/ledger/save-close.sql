-- Notes who closed an alert by hand, and why.
INSERT INTO handled (alert_id, closed_by, close_reason) VALUES (:id::bigint, :by, :reason)
ON CONFLICT (alert_id) DO UPDATE SET closed_by = excluded.closed_by, close_reason = excluded.close_reason
