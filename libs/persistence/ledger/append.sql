-- Appends to timelines, the differences for the folder, and what has changed and what is told for the feed.
WITH events AS (
       INSERT INTO alert_event (alert_id, at, kind, actor, detail)
       SELECT alert_id, at, kind, actor, coalesce(detail, '{}')
         FROM unnest(:alert_id::bigint[], :at::timestamptz[], :kind::text[], :actor::jsonb[], :detail::jsonb[]) WITH ORDINALITY AS e (alert_id, at, kind, actor, detail, line)
        ORDER BY line),
     differences AS (
       INSERT INTO ledger_delta (organization_id, history, recorded_quarter, start_quarter, severity)
       SELECT * FROM unnest(:organization_id::int[], :history::int[], :recorded_quarter::int[], :start_quarter::int[], :severity::text[]))
INSERT INTO outbox (kind, alerts, starts, organizations, others, series, events, instants, actors)
SELECT kind, alerts::bigint[], starts::timestamptz[], organizations::int[], others::bigint[], series::bigint[], events::text[], instants::timestamptz[], actors::text[]
  FROM unnest(:news::text[], :alerts::text[], :starts::text[], :organizations::text[], :others::text[], :series::text[], :events::text[], :instants::text[], :actors::text[])
       AS o (kind, alerts, starts, organizations, others, series, events, instants, actors)
