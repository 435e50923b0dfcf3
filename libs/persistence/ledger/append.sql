-- Appends to timelines, the differences for the folder, and what has changed for the feed.
WITH events AS (
       INSERT INTO alert_event (alert_id, at, kind, actor, detail)
       SELECT alert_id, at, kind, actor, coalesce(detail, '{}')
         FROM unnest(:alert_id::bigint[], :at::timestamptz[], :kind::text[], :actor::jsonb[], :detail::jsonb[]) WITH ORDINALITY AS e (alert_id, at, kind, actor, detail, line)
        ORDER BY line),
     differences AS (
       INSERT INTO ledger_delta (organization_id, history, recorded_quarter, start_quarter, severity)
       SELECT * FROM unnest(:organization_id::int[], :history::int[], :recorded_quarter::int[], :start_quarter::int[], :severity::text[]))
INSERT INTO outbox (kind, alerts, starts, organizations, others)
SELECT kind, alerts::bigint[], starts::timestamptz[], organizations::int[], others::bigint[]
  FROM unnest(:news::text[], :alerts::text[], :starts::text[], :organizations::text[], :others::text[]) AS o (kind, alerts, starts, organizations, others)
