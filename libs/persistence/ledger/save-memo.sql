-- Writes the memo of an alert.
INSERT INTO handled (alert_id, memo) VALUES (:id::bigint, :memo) ON CONFLICT (alert_id) DO UPDATE SET memo = excluded.memo
