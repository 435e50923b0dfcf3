-- Makes the months of starts that lie far back: what runs for long may outlive its own.
SELECT ensure_alert_partition(month) FROM (SELECT DISTINCT date_trunc('month', s.start, 'UTC') AS month FROM unnest(:starts::timestamptz[]) AS s (start) WHERE s.start < now() - interval '30 days') AS old
