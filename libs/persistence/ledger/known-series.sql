-- The series of each (organization, fingerprint), the running alert with the one that describes it. No row: it has none.
SELECT s.id AS series_id, s.organization_id, s.fingerprint, s.key, s.alertname, s.severity, s.system_key, s.labels, s.first_start, s.seen_at,
       o.id, o.starts_at, o.acknowledged_at, o.origin, o.state, o.silenced_by, o.inhibited_by, o.muted_by, o.receivers, o.generator_url, o.reporters, o.parts, o.last_seen_at, o.missed, o.priority, o.source_id, o.policy_id, o.number,
       coalesce(o.annotations, s.annotations) AS annotations, nullif(coalesce(o.receiver, s.receiver), '') AS receiver
  FROM unnest(:organization_id::int[], :fingerprint::text[]) AS k (organization_id, fingerprint)
  -- OFFSET: by index, one after the other, whatever the planner thinks of their number.
 CROSS JOIN LATERAL (SELECT * FROM series WHERE organization_id = k.organization_id AND fingerprint = k.fingerprint OFFSET 0) AS s
  LEFT JOIN LATERAL (SELECT * FROM open_alert WHERE organization_id = k.organization_id AND fingerprint = k.fingerprint LIMIT 1) AS o ON o.series_id = s.id
