-- Stores alerts that have ended. Of annotations and receiver only what their series does not tell already.
INSERT INTO alert (id, series_id, source_id, policy_id, starts_at, ends_at, recorded_at, acknowledged_at, organization_id, resolution, origin, priority, number, receiver, annotations, parts)
SELECT n.id, n.series_id, n.source_id, n.policy_id, n.starts_at, n.ends_at, n.recorded_at, n.acknowledged_at, n.organization_id, n.resolution, n.origin, n.priority, n.number,
       CASE WHEN n.receiver IS DISTINCT FROM s.receiver THEN coalesce(n.receiver, '') END, nullif(n.annotations, s.annotations), n.parts
  FROM unnest(:id::bigint[], :series_id::bigint[], :source_id::bigint[], :policy_id::bigint[], :starts_at::timestamptz[], :ends_at::timestamptz[], :recorded_at::timestamptz[],
              :acknowledged_at::timestamptz[], :organization_id::int[], :resolution::text[], :origin::text[], :priority::text[], :number::text[], :receiver::text[],
              :annotations::jsonb[], :parts::jsonb[])
       AS n (id, series_id, source_id, policy_id, starts_at, ends_at, recorded_at, acknowledged_at, organization_id, resolution, origin, priority, number, receiver, annotations, parts)
  -- LIMIT: by index, whatever the planner thinks of the number of rows.
 CROSS JOIN LATERAL (SELECT annotations, receiver FROM series WHERE id = n.series_id LIMIT 1) AS s
