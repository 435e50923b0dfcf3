-- What the alerts of the scope that started in the period and in the equally long one before look like, over all of them and by the value of a label. One row of JSON.
WITH alerts AS MATERIALIZED (
       SELECT a.organization_id, a.fingerprint, a.starts_at, a.ends_at, a.start_quarter, a.tta_ms, a.ttr_ms, a.alertname, a.system_key, a.starts_at >= :from::timestamptz AS current,
              /*value*/coalesce(a.labels ->> :label::text, '')/**/ AS label,
              a.ends_at IS NOT NULL AND a.acknowledged_at IS NULL AND a.assigned_to IS NULL AND a.closed_by IS NULL AND a.resolution <> 'manual' AS auto_resolved
         FROM episode a
        WHERE a.organization_id IN (SELECT id FROM organization WHERE scopes && :scopes::int[]) AND a.starts_at >= :before::timestamptz AND a.starts_at < :until::timestamptz
          AND (:priority::text = 'ALL' OR a.priority = :priority::text) AND (cardinality(:sources::bigint[]) = 0 OR a.source_id = ANY (:sources::bigint[]))
          AND (cardinality(:policies::bigint[]) = 0 OR a.policy_id = ANY (:policies::bigint[])) AND (cardinality(:numbers::text[]) = 0 OR replace(a.number, ' ', '+') = ANY (:numbers::text[]))),
     -- Each alert between those of its series before and after it. The hash spares the sort most of the texts.
     placed AS (
       SELECT organization_id, fingerprint, current, label, starts_at, ends_at, lag(starts_at) OVER series AS last_start, lag(ends_at) OVER series AS last_end, lead(starts_at) OVER series AS next_start
         FROM alerts WINDOW series AS (PARTITION BY hashtextextended(fingerprint, organization_id), organization_id, fingerprint ORDER BY starts_at)),
     -- Of three changes at least two belong to neighbours in the series, unless its alerts overlap.
     judged AS (
       SELECT *, CASE WHEN ends_at IS NULL THEN false
                      WHEN next_start >= ends_at THEN next_start < ends_at + interval '24 hours'
                      WHEN next_start IS NOT NULL OR ends_at + interval '24 hours' > :until::timestamptz THEN
                           EXISTS (SELECT FROM series s CROSS JOIN LATERAL (SELECT starts_at FROM alert WHERE series_id = s.id
                                                                            UNION ALL SELECT starts_at FROM open_alert o WHERE o.organization_id = s.organization_id AND o.fingerprint = s.fingerprint) AS b
                                    WHERE s.organization_id = p.organization_id AND s.fingerprint = p.fingerprint AND b.starts_at <> p.starts_at
                                      AND b.starts_at >= CASE WHEN next_start IS NULL THEN greatest(p.ends_at, :until::timestamptz) ELSE p.ends_at END AND b.starts_at < p.ends_at + interval '24 hours')
                      ELSE false END AS refired,
              last_end <= starts_at AND (last_start >= :from::timestamptz) = current AND (starts_at - last_start < interval '30 minutes' OR ends_at - last_end < interval '30 minutes') AS flaps,
              last_start IS NOT NULL AND coalesce(last_end > starts_at, true) AS tangled
         FROM placed p),
     noisy AS MATERIALIZED (SELECT organization_id, fingerprint, current, label, refired, flaps, tangled FROM judged WHERE refired OR flaps OR tangled),
     moments AS (
       SELECT organization_id, fingerprint, current, label, starts_at, ends_at FROM alerts JOIN (SELECT DISTINCT organization_id, fingerprint FROM noisy WHERE tangled) AS o USING (organization_id, fingerprint)),
     thirds AS (
       SELECT organization_id, fingerprint, current, label, at - lag(at, 2) OVER (PARTITION BY organization_id, fingerprint, current ORDER BY at) < interval '30 minutes' AS flaps
         FROM (SELECT *, starts_at AS at FROM moments UNION ALL SELECT *, ends_at FROM moments WHERE ends_at IS NOT NULL) AS m),
     flapping AS (
       SELECT current, /*label*/label/**/, count(DISTINCT (organization_id, fingerprint)) AS flapping
         FROM (SELECT organization_id, fingerprint, current, label FROM noisy WHERE flaps UNION ALL SELECT organization_id, fingerprint, current, label FROM thirds WHERE flaps) AS f
        GROUP BY /*sets*/GROUPING SETS ((current), (current, label))/**/),
     refires AS (SELECT current, /*label*/label/**/, count(*) AS refired FROM noisy WHERE refired GROUP BY /*sets*/GROUPING SETS ((current), (current, label))/**/),
     figures AS (
       SELECT current, /*label*/label/**/, /*overall*/grouping(label) = 1/**/ AS overall, count(*) AS count, count(*) FILTER (WHERE ends_at IS NULL) AS open, count(tta_ms) AS acknowledged, count(ttr_ms) AS resolved,
              count(*) FILTER (WHERE auto_resolved) AS auto_resolved, sum(tta_ms)::text AS tta_sum, min(tta_ms) AS tta_min, max(tta_ms) AS tta_max,
              percentile_disc(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY tta_ms) AS tta_ranks, sum(ttr_ms)::text AS ttr_sum, min(ttr_ms) AS ttr_min, max(ttr_ms) AS ttr_max,
              percentile_disc(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY ttr_ms) AS ttr_ranks,
              count(*) FILTER (WHERE tta_ms <= :mtta_target::bigint * 1000) AS tta_within, count(*) FILTER (WHERE ttr_ms <= :mttr_target::bigint * 1000) AS ttr_within
         FROM alerts GROUP BY /*sets*/GROUPING SETS ((current), (current, label))/**/),
     largest AS (SELECT label FROM figures WHERE current AND NOT overall ORDER BY count DESC, label COLLATE "C" LIMIT :groups::int),
     counted AS (
       SELECT alertname, system_key, start_quarter AS quarter, grouping(alertname) AS other_than_name, grouping(system_key) AS other_than_system, count(*) AS count
         FROM alerts WHERE current GROUP BY GROUPING SETS ((alertname), (system_key), (start_quarter)))
SELECT (SELECT coalesce(json_agg(f ORDER BY f.count DESC, f.label COLLATE "C"), '[]')
          FROM (SELECT f.*, coalesce(r.refired, 0) AS refired, coalesce(l.flapping, 0) AS flapping
                  FROM figures f LEFT JOIN refires r ON r.current = f.current AND r.label IS NOT DISTINCT FROM f.label
                  LEFT JOIN flapping l ON l.current = f.current AND l.label IS NOT DISTINCT FROM f.label
                 WHERE f.overall OR f.label IN (SELECT label FROM largest)) AS f) AS figures,
       (SELECT count(*) FROM figures WHERE current AND NOT overall) AS groups,
       (SELECT coalesce(json_agg(t), '[]') FROM (SELECT alertname, count FROM counted WHERE other_than_name = 0 ORDER BY 2 DESC, alertname COLLATE "C" LIMIT 10) AS t) AS alertnames,
       (SELECT coalesce(json_agg(t), '[]') FROM (SELECT system_key, count FROM counted WHERE other_than_system = 0 AND system_key IS NOT NULL ORDER BY 2 DESC, system_key COLLATE "C" LIMIT 10) AS t) AS systems,
       (SELECT coalesce(json_agg(json_build_array(quarter, count)), '[]') FROM counted WHERE other_than_name = 1 AND other_than_system = 1) AS starts
