-- The episode of this public id, or of one that has become part of it, if its organization is in the scope. At most one row.
SELECT a.id, a.public_id AS alert_id, o.public_id AS organization_id, a.system_key, a.alertname, a.severity, a.fingerprint, a.starts_at, a.ends_at, a.acknowledged_at,
       a.labels, a.annotations, a.receiver, a.resolution, a.recorded_at, a.close_reason, a.memo, a.assigned_to
  FROM episode a JOIN organization o ON o.id = a.organization_id
 WHERE a.id = coalesce((SELECT alert_id FROM merged_alert WHERE id = alert_id_of(:public_id)), alert_id_of(:public_id)) AND o.scopes && :scopes::int[]
