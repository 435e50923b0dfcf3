-- Of the resolved alerts recorded in the range: how many, how long and from when to when, for all of them, by severity, and for the most frequent names and systems.
WITH resolved AS (
       SELECT s.severity, s.alertname, s.system_key, a.starts_at, greatest(0, round(extract(epoch FROM a.ends_at - a.starts_at) * 1000))::bigint AS ttr_ms
         FROM alert a JOIN series s ON s.id = a.series_id
        WHERE a.organization_id IN (SELECT id FROM organization WHERE scopes && :scopes::int[]) AND a.recorded_at >= :from::timestamptz AND a.recorded_at < :until::timestamptz),
     counted AS (
       SELECT (ARRAY['system', 'alertname', 'severity'])[CASE grouping(severity, alertname, system_key) WHEN 6 THEN 1 WHEN 5 THEN 2 WHEN 3 THEN 3 END] AS kind,
              coalesce(severity, alertname, system_key) AS name, count(*) AS count, sum(ttr_ms)::bigint AS ttr_ms, min(starts_at) AS first, max(starts_at) AS last
         FROM resolved GROUP BY GROUPING SETS ((), (severity), (alertname), (system_key))),
     ranked AS (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY (kind = 'system' AND name IS NULL), count DESC, name COLLATE "C") AS rank FROM counted)
SELECT coalesce(kind, 'all') AS kind, name, count, ttr_ms, first, last FROM ranked
 WHERE kind IS NULL OR kind = 'severity' OR (rank <= :top::int AND name IS NOT NULL)
 ORDER BY kind, rank
