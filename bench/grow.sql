-- Adds resolved alerts to the customers, skewed: a few have many. 20 alerts a series, of 8 labels and 3 annotations, with their differences for the folder. Reproducible after setseed().
WITH drawn AS MATERIALIZED (
       SELECT n, floor(power(random(), 4) * :customers::int)::int AS customer, floor(random() * 40)::int AS kind, floor(random() * 200)::int AS system,
              (ARRAY['critical', 'warning', 'warning', 'info'])[1 + floor(random() * 4)::int] AS severity, md5(random()::text) AS hash
         FROM generate_series(1, :n::int / 20) AS n),
     described AS (
       INSERT INTO series (organization_id, fingerprint, key, alertname, severity, system_key, labels, annotations, receiver, first_start, first_seen_at, seen_at)
       SELECT c.id, left(hash, 16), hash::uuid, 'Alert' || kind, severity, 'SYS-' || system,
              jsonb_build_object('alertname', 'Alert' || kind, 'severity', severity, 'system_key', 'SYS-' || system, 'instance', 'node-' || system || '.example.org:9100', 'job', 'node-exporter',
                                 'namespace', 'team-' || kind % 7, 'cluster', 'eu-' || system % 3, 'pod', 'worker-' || left(hash, 10)),
              jsonb_build_object('summary', 'Alert' || kind || ' on node-' || system || '.example.org', 'description', 'The value of Alert' || kind || ' has been above its threshold for more than ten minutes.',
                                 'runbook_url', 'https://runbooks.example.org/alerts/alert' || kind),
              'default', :until::timestamptz - interval '365 days', :until::timestamptz - interval '365 days', :until::timestamptz
         FROM drawn JOIN bench_customer c ON c.n = drawn.customer
       RETURNING id, organization_id, alertname, severity),
     fired AS MATERIALIZED (
       SELECT d.*, date_trunc('milliseconds', :until::timestamptz - random() * interval '364 days') AS starts_at, random() AS length FROM described d CROSS JOIN generate_series(1, 20)),
     grown AS (
       INSERT INTO alert (id, series_id, source_id, policy_id, starts_at, ends_at, recorded_at, acknowledged_at, organization_id, resolution, origin, priority)
       SELECT nextval('alert_id'), id, organization_id, organization_id, starts_at, ends_at, ends_at, CASE WHEN right(alertname, 1) IN ('0', '3', '6') THEN starts_at + (ends_at - starts_at) / 2 END,
              organization_id, 'webhook', 'alertmanager', CASE WHEN severity = 'critical' THEN 'HIGH' ELSE 'LOW' END
         FROM fired CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', starts_at + interval '1 minute' + length * length * interval '6 hours') AS ends_at) AS spans
       RETURNING series_id, organization_id, recorded_at, starts_at)
INSERT INTO ledger_delta (organization_id, history, recorded_quarter, start_quarter, severity)
SELECT g.organization_id, 1, floor(extract(epoch FROM recorded_at) / 900)::int, floor(extract(epoch FROM starts_at) / 900)::int, f.severity
  FROM grown g JOIN described f ON f.id = g.series_id
