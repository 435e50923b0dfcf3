-- Writes what has changed of alerts that run.
UPDATE open_alert a
   SET series_id = n.series_id, source_id = n.source_id, policy_id = n.policy_id, starts_at = n.starts_at, last_seen_at = n.last_seen_at, acknowledged_at = n.acknowledged_at,
       missed = n.missed, origin = n.origin, priority = n.priority, number = n.number, receiver = CASE WHEN n.receiver IS DISTINCT FROM s.receiver THEN coalesce(n.receiver, '') END,
       annotations = nullif(n.annotations, s.annotations), state = n.state, silenced_by = n.silenced_by::text[], inhibited_by = n.inhibited_by::text[],
       muted_by = n.muted_by::text[], receivers = n.receivers::text[], generator_url = n.generator_url, reporters = n.reporters, parts = n.parts
  FROM unnest(:id::bigint[], :series_id::bigint[], :source_id::bigint[], :policy_id::bigint[], :starts_at::timestamptz[], :last_seen_at::timestamptz[], :acknowledged_at::timestamptz[],
              :missed::smallint[], :origin::text[], :priority::text[], :number::text[], :receiver::text[], :annotations::jsonb[], :state::text[], :silenced_by::text[],
              :inhibited_by::text[], :muted_by::text[], :receivers::text[], :generator_url::text[], :reporters::jsonb[], :parts::jsonb[])
       AS n (id, series_id, source_id, policy_id, starts_at, last_seen_at, acknowledged_at, missed, origin, priority, number, receiver, annotations, state, silenced_by, inhibited_by, muted_by, receivers, generator_url, reporters, parts)
  -- LIMIT: by index, whatever the planner thinks of the number of rows.
 CROSS JOIN LATERAL (SELECT annotations, receiver FROM series WHERE id = n.series_id LIMIT 1) AS s
 WHERE a.id = n.id
