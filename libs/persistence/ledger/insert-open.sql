-- Stores alerts that run. Of annotations and receiver only what their series does not tell already.
INSERT INTO open_alert (id, series_id, source_id, policy_id, starts_at, last_seen_at, acknowledged_at, organization_id, missed, fingerprint, origin, priority, number, receiver, annotations,
       state, silenced_by, inhibited_by, muted_by, receivers, generator_url, reporters, parts)
SELECT n.id, n.series_id, n.source_id, n.policy_id, n.starts_at, n.last_seen_at, n.acknowledged_at, n.organization_id, n.missed, n.fingerprint, n.origin, n.priority, n.number,
       CASE WHEN n.receiver IS DISTINCT FROM s.receiver THEN coalesce(n.receiver, '') END, nullif(n.annotations, s.annotations),
       n.state, n.silenced_by::text[], n.inhibited_by::text[], n.muted_by::text[], n.receivers::text[], n.generator_url, n.reporters, n.parts
  FROM unnest(:id::bigint[], :series_id::bigint[], :source_id::bigint[], :policy_id::bigint[], :starts_at::timestamptz[], :last_seen_at::timestamptz[], :acknowledged_at::timestamptz[],
              :organization_id::int[], :missed::smallint[], :fingerprint::text[], :origin::text[], :priority::text[], :number::text[], :receiver::text[], :annotations::jsonb[],
              :state::text[], :silenced_by::text[], :inhibited_by::text[], :muted_by::text[], :receivers::text[], :generator_url::text[], :reporters::jsonb[], :parts::jsonb[])
       AS n (id, series_id, source_id, policy_id, starts_at, last_seen_at, acknowledged_at, organization_id, missed, fingerprint, origin, priority, number, receiver, annotations,
              state, silenced_by, inhibited_by, muted_by, receivers, generator_url, reporters, parts)
  -- LIMIT: by index, whatever the planner thinks of the number of rows.
 CROSS JOIN LATERAL (SELECT annotations, receiver FROM series WHERE id = n.series_id LIMIT 1) AS s
