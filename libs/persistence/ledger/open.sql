-- Stores new episodes under their organization's ancestors. The id and start of each.
INSERT INTO alert (id, public_id, organization_id, owner_id, distributor_id, reseller_id, fingerprint, alertname, severity, system_key, starts_at, ends_at, recorded_at,
       acknowledged_at, resolution, origin, state, silenced_by, inhibited_by, absorbed, last_seen_at, missed, receiver, priority, source_id, policy_id, number,
       labels, annotations, closed_by, close_reason, memo, assigned_to, start_quarter, tta_ms, ttr_ms)
SELECT r.id, alert_public_id(r.id, :now::timestamptz), r.organization_id, o.owner_id, o.distributor_id, o.reseller_id, r.fingerprint, r.alertname, r.severity, r.system_key,
       r.starts_at, r.ends_at, r.recorded_at, r.acknowledged_at, r.resolution, r.origin, r.state, r.silenced_by, r.inhibited_by, r.absorbed, r.last_seen_at, r.missed,
       r.receiver, r.priority, r.source_id, r.policy_id, r.number, r.labels, r.annotations, r.closed_by, r.close_reason, r.memo, r.assigned_to, r.start_quarter, r.tta_ms, r.ttr_ms
  FROM (SELECT nextval('alert_id') AS id, n.* FROM jsonb_to_recordset(:rows::jsonb) AS n (
       organization_id int, fingerprint text, alertname text, severity text, system_key text, starts_at timestamptz, ends_at timestamptz, recorded_at timestamptz,
       acknowledged_at timestamptz, resolution text, origin text, state text, silenced_by text[], inhibited_by text[], absorbed timestamptz[], last_seen_at timestamptz,
       missed smallint, receiver text, priority text, source_id bigint, policy_id bigint, number text, labels jsonb, annotations jsonb, closed_by text, close_reason text,
       memo text, assigned_to jsonb, start_quarter int, tta_ms bigint, ttr_ms bigint)) AS r
  JOIN organization o ON o.id = r.organization_id
RETURNING id, organization_id, fingerprint, starts_at
