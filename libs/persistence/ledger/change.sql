-- Writes the changed columns of stored episodes; `was` is the start they are stored under.
UPDATE alert a
   SET alertname = r.alertname, severity = r.severity, system_key = r.system_key, starts_at = r.starts_at, ends_at = r.ends_at, recorded_at = r.recorded_at,
       acknowledged_at = r.acknowledged_at, resolution = r.resolution, origin = r.origin, state = r.state, silenced_by = r.silenced_by, inhibited_by = r.inhibited_by,
       absorbed = r.absorbed, last_seen_at = r.last_seen_at, missed = r.missed, receiver = r.receiver, priority = r.priority, source_id = r.source_id,
       policy_id = r.policy_id, number = r.number, labels = r.labels, annotations = r.annotations, closed_by = r.closed_by, close_reason = r.close_reason, memo = r.memo,
       assigned_to = r.assigned_to, start_quarter = r.start_quarter, tta_ms = r.tta_ms, ttr_ms = r.ttr_ms
  FROM jsonb_to_recordset(:rows::jsonb) AS r (
       id bigint, was timestamptz, alertname text, severity text, system_key text, starts_at timestamptz, ends_at timestamptz, recorded_at timestamptz,
       acknowledged_at timestamptz, resolution text, origin text, state text, silenced_by text[], inhibited_by text[], absorbed timestamptz[], last_seen_at timestamptz,
       missed smallint, receiver text, priority text, source_id bigint, policy_id bigint, number text, labels jsonb, annotations jsonb, closed_by text, close_reason text,
       memo text, assigned_to jsonb, start_quarter int, tta_ms bigint, ttr_ms bigint)
 WHERE a.id = r.id AND a.starts_at = r.was
