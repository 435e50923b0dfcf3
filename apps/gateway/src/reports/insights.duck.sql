-- What the alerts of the scope that started in the period and in the equally long one before look like, over all of them and by the value of a label. One row.
WITH alerts AS MATERIALIZED (
       SELECT a.id, a.organization, a.fingerprint, a.starts, a.ends, a.alertname, a.system_key, a.starts >= :from::BIGINT AS current,
              /*value*/coalesce(a.labels[:label::VARCHAR], '')/**/ AS label, a.tta, a.ttr,
              a.ends IS NOT NULL AND a.acknowledged IS NULL AND a.assignee IS NULL AND NOT a.is_closed AND a.resolution <> 'manual' AS auto_resolved
         FROM episode a
        WHERE /*asked*/true/**/ AND a.starts >= :before::BIGINT AND a.starts < :until::BIGINT AND NOT EXISTS (
              SELECT 1 FROM (SELECT unnest(:burst_names::VARCHAR[]) AS name, unnest(:burst_froms::BIGINT[]) AS since, unnest(:burst_untils::BIGINT[]) AS until) AS b
               WHERE b.name = a.alertname AND a.starts BETWEEN b.since AND b.until)),
     -- Each alert between those of its series before and after it.
     placed AS (
       SELECT id, organization, fingerprint, current, label, starts, ends, lag(starts) OVER series AS last_start, lag(ends) OVER series AS last_end, lead(starts) OVER series AS next_start
         FROM alerts WINDOW series AS (PARTITION BY organization, fingerprint ORDER BY starts)),
     -- Of these the next start after the end is not the next alert of the period.
     unsure AS (
       SELECT id, organization, fingerprint, starts, ends, CASE WHEN next_start IS NULL THEN greatest(ends, :until::BIGINT) ELSE ends END AS since
         FROM placed WHERE ends IS NOT NULL AND NOT coalesce(next_start >= ends, false) AND (next_start IS NOT NULL OR ends + 86400000 > :until::BIGINT)),
     later AS (
       SELECT DISTINCT u.id FROM unsure u JOIN (SELECT organization, fingerprint, starts FROM episode) AS b
           ON b.organization = u.organization AND b.fingerprint = u.fingerprint AND b.starts <> u.starts AND b.starts >= u.since AND b.starts < u.ends + 86400000),
     -- Of three changes at least two belong to neighbours in the series, unless its alerts overlap.
     judged AS (
       SELECT p.*, CASE WHEN ends IS NULL THEN false WHEN next_start >= ends THEN next_start < ends + 86400000 ELSE l.id IS NOT NULL END AS refired,
              last_end <= starts AND (last_start >= :from::BIGINT) = current AND (starts - last_start < 1800000 OR ends - last_end < 1800000) AS flaps,
              last_start IS NOT NULL AND coalesce(last_end > starts, true) AS tangled
         FROM placed p LEFT JOIN later l ON l.id = p.id),
     noisy AS MATERIALIZED (SELECT organization, fingerprint, current, label, refired, flaps, tangled FROM judged WHERE refired OR flaps OR tangled),
     moments AS (
       SELECT organization, fingerprint, current, label, starts, ends FROM alerts SEMI JOIN (SELECT organization, fingerprint FROM noisy WHERE tangled) AS o USING (organization, fingerprint)),
     thirds AS (
       SELECT organization, fingerprint, current, label, moment - lag(moment, 2) OVER (PARTITION BY organization, fingerprint, current ORDER BY moment) < 1800000 AS flaps
         FROM (SELECT organization, fingerprint, current, label, starts AS moment FROM moments UNION ALL SELECT organization, fingerprint, current, label, ends FROM moments WHERE ends IS NOT NULL) AS m),
     flapping AS (
       SELECT current, /*label*/label/**/, count(DISTINCT (organization, fingerprint)) AS flapping
         FROM (SELECT organization, fingerprint, current, label FROM noisy WHERE flaps UNION ALL SELECT organization, fingerprint, current, label FROM thirds WHERE flaps) AS f
        GROUP BY /*sets*/GROUPING SETS ((current), (current, label))/**/),
     refires AS (SELECT current, /*label*/label/**/, count(*) AS refired FROM noisy WHERE refired GROUP BY /*sets*/GROUPING SETS ((current), (current, label))/**/),
     figures AS (
       SELECT current, /*label*/label/**/, /*overall*/grouping(label) = 1/**/ AS overall, count(*) AS count, count(*) FILTER (WHERE ends IS NULL) AS open, count(tta) AS acknowledged, count(ttr) AS resolved,
              count(*) FILTER (WHERE auto_resolved) AS auto_resolved, sum(tta)::VARCHAR AS tta_sum, min(tta) AS tta_min, max(tta) AS tta_max, quantile_disc(tta, [0.5, 0.9, 0.95, 0.99]) AS tta_ranks,
              sum(ttr)::VARCHAR AS ttr_sum, min(ttr) AS ttr_min, max(ttr) AS ttr_max, quantile_disc(ttr, [0.5, 0.9, 0.95, 0.99]) AS ttr_ranks,
              count(*) FILTER (WHERE tta <= :mtta_target::BIGINT * 1000) AS tta_within, count(*) FILTER (WHERE ttr <= :mttr_target::BIGINT * 1000) AS ttr_within
         FROM alerts GROUP BY /*sets*/GROUPING SETS ((current), (current, label))/**/),
     largest AS (SELECT label FROM figures WHERE current AND NOT overall ORDER BY count DESC, label LIMIT :groups::BIGINT),
     shown AS (
       SELECT f.*, coalesce(r.refired, 0) AS refired, coalesce(l.flapping, 0) AS flapping
         FROM figures f LEFT JOIN refires r ON r.current = f.current AND r.label IS NOT DISTINCT FROM f.label
         LEFT JOIN flapping l ON l.current = f.current AND l.label IS NOT DISTINCT FROM f.label
        WHERE f.overall OR f.label IN (SELECT label FROM largest)),
     names AS (SELECT alertname, count(*) AS count FROM alerts WHERE current GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10),
     systems AS (SELECT system_key, count(*) AS count FROM alerts WHERE current AND system_key IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10)
SELECT (SELECT list(s ORDER BY s.count DESC, s.label) FROM shown s) AS figures, (SELECT count(*) FROM figures WHERE current AND NOT overall) AS groups,
       (SELECT list(n ORDER BY n.count DESC, n.alertname) FROM names n) AS alertnames, (SELECT list(s ORDER BY s.count DESC, s.system_key) FROM systems s) AS systems,
       (SELECT list([quarter, n]) FROM (SELECT starts // 900000 AS quarter, count(*) AS n FROM alerts WHERE current GROUP BY 1)) AS starts
