-- Adds resolved alerts to the customers, skewed: a few have many, with their differences for the folder. Reproducible after setseed().
WITH grown AS (
INSERT INTO alert (id, public_id, organization_id, owner_id, distributor_id, reseller_id, fingerprint, alertname, severity, system_key, starts_at, ends_at, recorded_at,
       acknowledged_at, resolution, origin, last_seen_at, priority, source_id, policy_id, labels, annotations, start_quarter, tta_ms, ttr_ms)
SELECT drawn.id, alert_public_id(drawn.id, starts_at), o.id, o.owner_id, o.distributor_id, o.reseller_id, md5(drawn.id::text), 'Alert' || kind, severity, 'SYS-' || system, starts_at, ends_at, ends_at,
       CASE WHEN kind % 3 = 0 THEN starts_at + (ends_at - starts_at) / 2 END, 'webhook', 'alertmanager', ends_at, CASE WHEN severity = 'critical' THEN 'HIGH' ELSE 'LOW' END,
       o.id, o.id, '{}', '{"summary":"generated"}', floor(extract(epoch FROM starts_at) / 900)::int,
       CASE WHEN kind % 3 = 0 THEN extract(epoch FROM (ends_at - starts_at) / 2) * 1000 END, extract(epoch FROM ends_at - starts_at) * 1000
  FROM (SELECT nextval('alert_id') AS id, floor(power(random(), 4) * :customers::int)::int AS customer, floor(random() * 40)::int AS kind, floor(random() * 200)::int AS system,
               (ARRAY['critical', 'warning', 'warning', 'info'])[1 + floor(random() * 4)::int] AS severity,
               date_trunc('milliseconds', :until::timestamptz - random() * interval '364 days') AS starts_at, random() AS length
          FROM generate_series(1, :n::int)) AS drawn
 CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', drawn.starts_at + interval '1 minute' + length * length * interval '6 hours') AS ends_at) AS spans
  JOIN bench_customer c ON c.n = drawn.customer
  JOIN organization o ON o.id = c.id
RETURNING organization_id, recorded_at, severity, start_quarter, source_id, policy_id, number, priority, tta_ms, ttr_ms)
INSERT INTO ledger_delta (organization_id, history, recorded_quarter, severity, start_quarter, source_id, policy_id, number, priority, n, acknowledged, tta_ms, resolved, ttr_ms)
SELECT organization_id, 1, floor(extract(epoch FROM recorded_at) / 900)::int, severity, start_quarter, source_id, policy_id, number, priority, 1,
       (tta_ms IS NOT NULL)::int, coalesce(tta_ms, 0), 1, ttr_ms
  FROM grown
