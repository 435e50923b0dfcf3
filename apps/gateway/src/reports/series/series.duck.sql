-- Alerts by bucket of their start and group, of the range and of the one before it; all but the ten largest groups of the range are one, without a key.
WITH places AS (
       SELECT unnest(:froms::BIGINT[]) AS begins, unnest(range(len(:froms::BIGINT[]))) AS place),
     alerts AS (
       SELECT p.place, a.starts >= :from::BIGINT AS current, /*key*/''/**/ AS key, /*name*/''/**/ AS name, a.tta, a.ttr
         FROM episode a JOIN organization o ON o.id = a.organization ASOF JOIN places p ON a.starts >= p.begins
        WHERE /*asked*/true/**/ AND a.starts >= :before::BIGINT AND a.starts < :until::BIGINT),
     cells AS MATERIALIZED (
       SELECT current, place, key, any_value(name) AS name, count(*) AS count, count(tta) AS acknowledged, coalesce(sum(tta), 0) AS tta, count(ttr) AS resolved, coalesce(sum(ttr), 0) AS ttr
         FROM alerts GROUP BY current, place, key),
     sizes AS (SELECT key, any_value(name) AS name, sum(count) AS size FROM cells WHERE current GROUP BY key),
     largest AS (SELECT key, name, row_number() OVER (ORDER BY size DESC, key) AS rank FROM sizes ORDER BY rank LIMIT 10)
SELECT c.current, c.place, l.rank::INTEGER AS rank, any_value(l.key) AS key, any_value(l.name) AS name, (SELECT count(*) FROM sizes) AS groups,
       sum(c.count)::BIGINT AS count, sum(c.acknowledged)::BIGINT AS acknowledged, sum(c.tta)::VARCHAR AS tta, sum(c.resolved)::BIGINT AS resolved, sum(c.ttr)::VARCHAR AS ttr
  FROM cells c LEFT JOIN largest l ON c.current AND l.key = c.key
 GROUP BY c.current, c.place, l.rank ORDER BY rank NULLS LAST, c.place
