-- What the alerts of the scope that started in the period and in the equally long one before look like, over all of them and by the value of a label. One row of JSON.
WITH alerts AS MATERIALIZED (
       SELECT a.organization_id, a.fingerprint, hashtextextended(a.fingerprint, a.organization_id) AS series, a.starts_at, a.ends_at, a.start_quarter, a.tta_ms, a.ttr_ms, a.alertname, a.system_key, a.starts_at >= :from::timestamptz AS current,
              coalesce(a.labels ->> :label::text, '') AS label,
              a.ends_at IS NOT NULL AND a.acknowledged_at IS NULL AND a.assigned_to IS NULL AND a.closed_by IS NULL AND a.resolution <> 'manual' AS auto_resolved
         FROM alert a
        WHERE a.organization_id IN (SELECT id FROM organization WHERE scopes && :scopes::int[]) AND a.starts_at >= :before::timestamptz AND a.starts_at < :until::timestamptz
          AND (:priority::text = 'ALL' OR a.priority = :priority::text) AND (cardinality(:sources::bigint[]) = 0 OR a.source_id = ANY (:sources::bigint[]))
          AND (cardinality(:policies::bigint[]) = 0 OR a.policy_id = ANY (:policies::bigint[])) AND (cardinality(:numbers::text[]) = 0 OR replace(a.number, ' ', '+') = ANY (:numbers::text[]))),
     -- At one instant: what ended then, what started then, what did both. The hash spares the sort most of the texts.
     moments AS (
       SELECT series, organization_id, fingerprint, current, label, starts_at AS at, 1 AS place, starts_at AS started, NULL::timestamptz AS ended FROM alerts
        UNION ALL
       SELECT series, organization_id, fingerprint, current, label, ends_at, CASE WHEN ends_at = starts_at THEN 2 ELSE 0 END, NULL, ends_at FROM alerts WHERE ends_at IS NOT NULL),
     followed AS (
       SELECT m.*, min(started) OVER later AS next_start FROM moments m
       WINDOW later AS (PARTITION BY series, organization_id, fingerprint ORDER BY at, place ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)),
     refires AS (
       SELECT current, label, count(*) AS refired FROM followed f
        WHERE ended IS NOT NULL
          AND (next_start < ended + interval '24 hours'
               OR (next_start IS NULL AND ended + interval '24 hours' > :until::timestamptz
                   AND EXISTS (SELECT FROM alert b WHERE b.organization_id = f.organization_id AND b.fingerprint = f.fingerprint AND b.starts_at >= greatest(f.ended, :until::timestamptz)
                                  AND b.starts_at < f.ended + interval '24 hours')))
        GROUP BY GROUPING SETS ((current), (current, label))),
     thirds AS (
       SELECT organization_id, fingerprint, current, label, at - lag(at, 2) OVER (PARTITION BY series, organization_id, fingerprint, current ORDER BY at) < interval '30 minutes' AS flaps FROM moments),
     flapping AS (
       SELECT current, label, count(DISTINCT (organization_id, fingerprint)) AS flapping FROM thirds WHERE flaps GROUP BY GROUPING SETS ((current), (current, label))),
     figures AS (
       SELECT current, label, grouping(label) = 1 AS overall, count(*) AS count, count(*) FILTER (WHERE ends_at IS NULL) AS open, count(tta_ms) AS acknowledged, count(ttr_ms) AS resolved,
              count(*) FILTER (WHERE auto_resolved) AS auto_resolved, sum(tta_ms)::text AS tta_sum, min(tta_ms) AS tta_min, max(tta_ms) AS tta_max,
              percentile_disc(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY tta_ms) AS tta_ranks, sum(ttr_ms)::text AS ttr_sum, min(ttr_ms) AS ttr_min, max(ttr_ms) AS ttr_max,
              percentile_disc(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY ttr_ms) AS ttr_ranks,
              count(*) FILTER (WHERE tta_ms <= :mtta_target::bigint * 1000) AS tta_within, count(*) FILTER (WHERE ttr_ms <= :mttr_target::bigint * 1000) AS ttr_within
         FROM alerts GROUP BY GROUPING SETS ((current), (current, label))),
     largest AS (SELECT label FROM figures WHERE current AND NOT overall ORDER BY count DESC, label COLLATE "C" LIMIT :groups::int)
SELECT (SELECT coalesce(json_agg(f ORDER BY f.count DESC, f.label COLLATE "C"), '[]')
          FROM (SELECT f.*, coalesce(r.refired, 0) AS refired, coalesce(l.flapping, 0) AS flapping
                  FROM figures f LEFT JOIN refires r ON r.current = f.current AND r.label IS NOT DISTINCT FROM f.label
                  LEFT JOIN flapping l ON l.current = f.current AND l.label IS NOT DISTINCT FROM f.label
                 WHERE f.overall OR f.label IN (SELECT label FROM largest)) AS f) AS figures,
       (SELECT count(*) FROM figures WHERE current AND NOT overall) AS groups,
       (SELECT coalesce(json_agg(t), '[]') FROM (SELECT alertname, count(*) AS count FROM alerts WHERE current GROUP BY 1 ORDER BY 2 DESC, alertname COLLATE "C" LIMIT 10) AS t) AS alertnames,
       (SELECT coalesce(json_agg(t), '[]') FROM (SELECT system_key, count(*) AS count FROM alerts WHERE current AND system_key IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, system_key COLLATE "C" LIMIT 10) AS t) AS systems,
       (SELECT coalesce(json_agg(json_build_array(quarter, n)), '[]') FROM (SELECT start_quarter AS quarter, count(*) AS n FROM alerts WHERE current GROUP BY 1) AS t) AS starts
