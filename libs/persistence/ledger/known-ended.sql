-- Of every (series, stretch) asked for: the three alerts that began last before or at its start, those that began in it, and the first after it; of
-- those that only imports and events told, which stand as they are, the one that began with it.
-- `since` is from when the series has alerts, `from` the earliest of all, `after` the earliest start: they leave out months.
SELECT a.id, a.series_id, a.starts_at, a.ends_at, a.recorded_at, a.acknowledged_at, a.resolution, a.origin, a.parts, a.priority, a.source_id,
       a.policy_id, a.number, coalesce(a.annotations, s.annotations) AS annotations, nullif(coalesce(a.receiver, s.receiver), '') AS receiver
  FROM unnest(:series_id::bigint[], :starts_at::timestamptz[], :until::timestamptz[], :since::timestamptz[]) AS k (series_id, starts_at, until, since)
 -- IS TRUE: between two bounds the planner expects so little that it reads everything else first.
 CROSS JOIN LATERAL (
       (SELECT * FROM alert e
         WHERE e.series_id = k.series_id AND e.starts_at >= k.since AND (e.starts_at <= k.starts_at) IS TRUE AND e.starts_at >= :from::timestamptz
           AND (e.origin = 'alertmanager' OR e.resolution = 'manual' OR e.starts_at = k.starts_at)
         ORDER BY e.starts_at DESC LIMIT 3)
       UNION ALL
       (SELECT * FROM alert e
         WHERE e.series_id = k.series_id AND e.starts_at > k.starts_at AND (e.starts_at <= k.until) IS TRUE AND e.starts_at > :after::timestamptz AND k.until > k.starts_at)
       UNION ALL
       (SELECT * FROM alert e WHERE e.series_id = k.series_id AND e.starts_at > k.until AND e.starts_at > :after::timestamptz AND (e.origin = 'alertmanager' OR e.resolution = 'manual')
         ORDER BY e.starts_at LIMIT 1)) AS a
 CROSS JOIN LATERAL (SELECT annotations, receiver FROM series WHERE id = a.series_id LIMIT 1) AS s
