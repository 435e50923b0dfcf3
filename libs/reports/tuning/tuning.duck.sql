-- How each alert name would fare with other rules, from the alerts that began in the range. The lists go with :times. The most frequent first.
WITH placed AS (
       SELECT a.*, /*asked*/true/**/ AND a.starts >= :from::BIGINT AND a.starts < :until::BIGINT AS wanted, lag(a.ends) OVER series AS last_end, lead(a.starts) OVER series AS next_start
         FROM episode a WHERE a.organization IN (SELECT id FROM organization WHERE list_has_any(scopes, :scopes::INTEGER[]))
       WINDOW series AS (PARTITION BY a.organization, a.fingerprint ORDER BY a.starts)),
     alerts AS MATERIALIZED (
       SELECT alertname, ttr, acknowledged IS NOT NULL AS acknowledged, acknowledged IS NOT NULL OR assignee IS NOT NULL AS handled,
              ends IS NOT NULL AND acknowledged IS NULL AND assignee IS NULL AND NOT is_closed AND resolution <> 'manual' AS auto_resolved,
              CASE WHEN next_start >= ends THEN next_start - ends WHEN next_start < ends THEN 0 END AS gap, starts - last_end AS pause
         FROM placed WHERE wanted),
     shorter AS (
       SELECT alertname, list([avoided, lost, kept] ORDER BY time) AS times
         FROM (SELECT alertname, time, count(*) FILTER (WHERE ttr < time * 1000) AS avoided, count(*) FILTER (WHERE ttr < time * 1000 AND acknowledged) AS lost,
                      count(*) FILTER (WHERE pause <= time * 1000) AS kept
                 FROM alerts CROSS JOIN (SELECT unnest(:times::BIGINT[]) AS time) GROUP BY 1, 2) GROUP BY 1),
     figures AS (
       SELECT alertname, count(*) AS episodes, count(ttr) AS resolved, count(*) FILTER (WHERE acknowledged) AS acknowledged, count(*) FILTER (WHERE handled) AS handled,
              count(*) FILTER (WHERE auto_resolved) AS auto_resolved, quantile_disc(ttr, [0.5, 0.9]) AS duration, quantile_disc(gap, [0.5]) AS gap
         FROM alerts GROUP BY 1)
SELECT f.*, s.times, (SELECT count(*) FROM alerts WHERE acknowledged) AS acknowledged_anywhere FROM figures f JOIN shorter s USING (alertname) ORDER BY episodes DESC, alertname LIMIT :top::BIGINT
