-- Stores new episodes under their organization's ancestors, appends to timelines and the differences for the folder, and remembers what fires where.
WITH fresh AS (
       SELECT nextval('alert_id') AS id, n.*
         FROM unnest(:organization_id::int[], :fingerprint::text[], :alertname::text[], :severity::text[], :system_key::text[], :starts_at::timestamptz[], :ends_at::timestamptz[],
                     :recorded_at::timestamptz[], :acknowledged_at::timestamptz[], :resolution::text[], :origin::text[], :state::text[], :silenced_by::text[], :inhibited_by::text[],
                     :absorbed::text[], :last_seen_at::timestamptz[], :missed::smallint[], :receiver::text[], :priority::text[], :source_id::bigint[], :policy_id::bigint[],
                     :number::text[], :labels::jsonb[], :annotations::jsonb[], :closed_by::text[], :close_reason::text[], :memo::text[], :assigned_to::jsonb[],
                     :start_quarter::int[], :tta_ms::bigint[], :ttr_ms::bigint[], :host::text[])
              WITH ORDINALITY AS n (organization_id, fingerprint, alertname, severity, system_key, starts_at, ends_at, recorded_at, acknowledged_at, resolution, origin, state,
                     silenced_by, inhibited_by, absorbed, last_seen_at, missed, receiver, priority, source_id, policy_id, number, labels, annotations, closed_by, close_reason,
                     memo, assigned_to, start_quarter, tta_ms, ttr_ms, host, nth)),
     opened AS (
       INSERT INTO alert (id, public_id, organization_id, owner_id, distributor_id, reseller_id, fingerprint, alertname, severity, system_key, starts_at, ends_at, recorded_at,
              acknowledged_at, resolution, origin, state, silenced_by, inhibited_by, absorbed, last_seen_at, missed, receiver, priority, source_id, policy_id, number,
              labels, annotations, closed_by, close_reason, memo, assigned_to, start_quarter, tta_ms, ttr_ms)
       SELECT f.id, alert_public_id(f.id, :now::timestamptz), f.organization_id, o.owner_id, o.distributor_id, o.reseller_id, f.fingerprint, f.alertname, f.severity, f.system_key,
              f.starts_at, f.ends_at, f.recorded_at, f.acknowledged_at, f.resolution, f.origin, f.state, f.silenced_by::text[], f.inhibited_by::text[],
              f.absorbed::timestamptz[], f.last_seen_at, f.missed, f.receiver, f.priority, f.source_id, f.policy_id, f.number, f.labels, f.annotations, f.closed_by,
              f.close_reason, f.memo, f.assigned_to, f.start_quarter, f.tta_ms, f.ttr_ms
         FROM fresh f JOIN organization o ON o.id = f.organization_id),
     events AS (
       INSERT INTO alert_event (alert_id, at, kind, actor, detail)
       SELECT coalesce(e.alert_id, f.id), e.at, e.kind, e.actor, coalesce(e.detail, '{}')
         FROM unnest(:alert_id::bigint[], :fresh::bigint[], :at::timestamptz[], :kind::text[], :actor::jsonb[], :detail::jsonb[])
              WITH ORDINALITY AS e (alert_id, nth, at, kind, actor, detail, line) LEFT JOIN fresh f USING (nth)
        ORDER BY e.line),
     systems AS (
       INSERT INTO system_seen (system_key, organization_id)
       -- Whoever holds a source's key, or may import, could otherwise claim the systems of others.
       SELECT DISTINCT system_key, organization_id FROM fresh f
        WHERE system_key <> '' AND origin = 'alertmanager'
          AND NOT EXISTS (SELECT FROM system_seen s WHERE s.system_key = f.system_key AND s.organization_id = f.organization_id AND s.seen_at >= now() - interval '1 hour')
        ORDER BY 1, 2
       ON CONFLICT (system_key, organization_id) DO UPDATE SET seen_at = now()),
     kinds AS (
       INSERT INTO alert_kind (organization_id, alertname, host, labels, annotations)
       SELECT DISTINCT ON (1, 2, 3) organization_id, alertname, host, labels,
              CASE WHEN annotations ? 'value' THEN jsonb_build_object('value', annotations -> 'value') ELSE '{}' END
         FROM fresh f
        -- LIMIT: by index, even when the planner would rather read the whole table.
        WHERE (SELECT true FROM alert_kind k WHERE k.organization_id = f.organization_id AND k.alertname = f.alertname AND k.host = f.host LIMIT 1) IS NULL
        ORDER BY 1, 2, 3
       ON CONFLICT DO NOTHING)
INSERT INTO ledger_delta (organization_id, history, recorded_quarter, severity, start_quarter, source_id, policy_id, number, priority, n, acknowledged, tta_ms, resolved, ttr_ms)
SELECT * FROM jsonb_to_recordset(:deltas::jsonb) AS d (
       organization_id int, history int, recorded_quarter int, severity text, start_quarter int, source_id bigint, policy_id bigint, number text, priority text,
       n int, acknowledged int, tta_ms bigint, resolved int, ttr_ms bigint)
