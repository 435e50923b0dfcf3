-- Forgets alerts that were set aside long ago.
DELETE FROM alert_quarantine WHERE received_at < :now::timestamptz - interval '30 days'
