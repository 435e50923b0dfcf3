-- Of every (series, start) asked for: the ended alert of that start, and for a running start the two that ended before it began.
-- `since` is from when the series has alerts, `from` the earliest of all.
WITH asked AS MATERIALIZED (
       SELECT * FROM unnest(:series_id::bigint[], :starts_at::timestamptz[], :runs::boolean[], :since::timestamptz[]) AS k (series_id, starts_at, runs, since)),
     found AS (
       SELECT a.* FROM asked k JOIN alert a ON a.series_id = k.series_id AND a.starts_at = k.starts_at
       UNION ALL
       -- IS TRUE: between two bounds the planner expects so little that it reads everything else first.
       SELECT a.* FROM asked k CROSS JOIN LATERAL (
         SELECT * FROM alert e
          WHERE e.series_id = k.series_id AND e.starts_at >= k.since AND (e.starts_at < k.starts_at) IS TRUE AND e.starts_at >= :from::timestamptz
          ORDER BY e.starts_at DESC LIMIT 2) a
        WHERE k.runs)
SELECT a.id, a.series_id, a.starts_at, a.ends_at, a.recorded_at, a.acknowledged_at, a.resolution, a.origin, coalesce(a.absorbed, '{}') AS absorbed, a.priority, a.source_id,
       a.policy_id, a.number, coalesce(a.annotations, s.annotations) AS annotations, nullif(coalesce(a.receiver, s.receiver), '') AS receiver
  FROM found a CROSS JOIN LATERAL (SELECT annotations, receiver FROM series WHERE id = a.series_id LIMIT 1) AS s
