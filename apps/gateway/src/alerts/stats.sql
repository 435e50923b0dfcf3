-- Of the resolved alerts recorded in the range: how many, how long and from when to when, for all of them, by severity, and for the most frequent names and systems.
WITH resolved AS (
       /*owners*/SELECT severity, alertname, system_key, starts_at, ttr_ms FROM episode
        WHERE owner_id = ANY (:owners::int[]) AND ends_at IS NOT NULL AND recorded_at >= :from::timestamptz AND recorded_at < :until::timestamptz
       UNION ALL
       /**//*distributors*/SELECT severity, alertname, system_key, starts_at, ttr_ms FROM episode
        WHERE distributor_id = ANY (:distributors::int[]) AND ends_at IS NOT NULL AND recorded_at >= :from::timestamptz AND recorded_at < :until::timestamptz
       UNION ALL
       /**//*resellers*/SELECT severity, alertname, system_key, starts_at, ttr_ms FROM episode
        WHERE reseller_id = ANY (:resellers::int[]) AND ends_at IS NOT NULL AND recorded_at >= :from::timestamptz AND recorded_at < :until::timestamptz
       UNION ALL
       /**/SELECT severity, alertname, system_key, starts_at, ttr_ms FROM episode
        WHERE organization_id = ANY (:organizations::int[]) AND ends_at IS NOT NULL AND recorded_at >= :from::timestamptz AND recorded_at < :until::timestamptz),
     counted AS (
       SELECT (ARRAY['system', 'alertname', 'severity'])[CASE grouping(severity, alertname, system_key) WHEN 6 THEN 1 WHEN 5 THEN 2 WHEN 3 THEN 3 END] AS kind,
              coalesce(severity, alertname, system_key) AS name, count(*) AS count, sum(ttr_ms)::bigint AS ttr_ms, min(starts_at) AS first, max(starts_at) AS last
         FROM resolved GROUP BY GROUPING SETS ((), (severity), (alertname), (system_key))),
     ranked AS (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY (kind = 'system' AND name IS NULL), count DESC, name COLLATE "C") AS rank FROM counted)
SELECT coalesce(kind, 'all') AS kind, name, count, ttr_ms, first, last FROM ranked
 WHERE kind IS NULL OR kind = 'severity' OR (rank <= :top::int AND name IS NOT NULL)
 ORDER BY kind, rank
