-- The alerts that began in a stretch of time, in the words and the order of the lake's columns; instants are epoch milliseconds.
SELECT e.public_id, o.public_id, o.tenant_id, e.fingerprint, e.alertname, e.severity, e.system_key, e.priority, (extract(epoch FROM e.starts_at) * 1000)::bigint, (extract(epoch FROM e.ends_at) * 1000)::bigint,
       (extract(epoch FROM e.recorded_at) * 1000)::bigint, (extract(epoch FROM e.acknowledged_at) * 1000)::bigint, e.resolution, e.source_id, e.policy_id, e.number, e.labels, nullif(e.annotations ->> 'summary', '')
  FROM episode e JOIN organization o ON o.id = e.organization_id
 WHERE e.starts_at >= :first::timestamptz AND e.starts_at < :next::timestamptz
