-- Of every (series, start) asked for: the ended alert of that start, and those before it: two for a start that runs.
-- `since` is from when the series has alerts, `from` the earliest of all.
SELECT a.id, a.series_id, a.starts_at, a.ends_at, a.recorded_at, a.acknowledged_at, a.resolution, a.origin, coalesce(a.absorbed, '{}') AS absorbed, a.priority, a.source_id,
       a.policy_id, a.number, coalesce(a.annotations, s.annotations) AS annotations, nullif(coalesce(a.receiver, s.receiver), '') AS receiver
  FROM unnest(:series_id::bigint[], :starts_at::timestamptz[], :runs::boolean[], :since::timestamptz[]) AS k (series_id, starts_at, runs, since)
 -- IS TRUE: between two bounds the planner expects so little that it reads everything else first.
 CROSS JOIN LATERAL (
       SELECT * FROM alert e
        WHERE e.series_id = k.series_id AND e.starts_at >= k.since AND (e.starts_at <= k.starts_at) IS TRUE AND e.starts_at >= :from::timestamptz
        ORDER BY e.starts_at DESC LIMIT CASE WHEN k.runs THEN 3 ELSE 1 END) AS a
 CROSS JOIN LATERAL (SELECT annotations, receiver FROM series WHERE id = a.series_id LIMIT 1) AS s
