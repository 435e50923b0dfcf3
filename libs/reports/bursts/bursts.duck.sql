-- Stretches in which many systems began the same alert name, each start at most :window ms after the one before. The newest first.
WITH begun AS (
       SELECT a.id, a.alertname, a.organization, coalesce(a.system_key, '') AS system_key, a.starts,
              coalesce(a.starts - lag(a.starts) OVER (PARTITION BY a.alertname ORDER BY a.starts, a.id) > :window::BIGINT, true) AS begins
         FROM episode a WHERE /*asked*/true/**/ AND a.starts >= :from::BIGINT AND a.starts < :until::BIGINT),
     chained AS (
       SELECT *, count(*) FILTER (WHERE begins) OVER (PARTITION BY alertname ORDER BY starts, id ROWS UNBOUNDED PRECEDING) AS chain FROM begun)
SELECT alertname, min(starts) AS since, max(starts) AS until, count(*) AS alerts, count(DISTINCT (organization, system_key)) AS systems, count(DISTINCT organization) AS organizations
  FROM chained GROUP BY alertname, chain HAVING count(DISTINCT (organization, system_key)) >= :minimum::BIGINT ORDER BY since DESC, alertname
