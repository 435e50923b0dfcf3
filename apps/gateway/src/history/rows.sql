-- Resolved alerts as they are shown, in the order in which their ids and starts are given; who is no longer as told is left out.
SELECT a.id, alert_public_id(a.id) AS alert_id, (SELECT public_id FROM organization WHERE id = a.organization_id) AS organization_id, s.system_key, s.alertname, s.severity,
       s.fingerprint, a.starts_at, a.ends_at, a.acknowledged_at, s.labels, coalesce(a.annotations, s.annotations) AS annotations, nullif(coalesce(a.receiver, s.receiver), '') AS receiver, a.resolution, a.recorded_at
  FROM unnest(:ids::bigint[], :starts::timestamptz[]) WITH ORDINALITY AS told (id, starts_at, place)
 CROSS JOIN LATERAL (SELECT * FROM alert WHERE id = told.id AND starts_at = told.starts_at LIMIT 1) AS a
 CROSS JOIN LATERAL (SELECT * FROM series WHERE id = a.series_id LIMIT 1) AS s
 ORDER BY told.place
