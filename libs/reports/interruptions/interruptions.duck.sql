-- How many alerts of high priority began in each bucket and kind of hours, by who is in charge.
WITH piece AS (SELECT unnest(:froms::BIGINT[]) AS since, unnest(:labels::VARCHAR[]) AS label, unnest(:hours::VARCHAR[]) AS hours)
SELECT p.label AS bucket, p.hours, a.assignee, count(*) AS n
  FROM (SELECT a.starts, a.assignee FROM episode a WHERE /*asked*/true/**/ AND a.starts >= :from::BIGINT AND a.starts < :until::BIGINT) AS a ASOF JOIN piece p ON a.starts >= p.since
 GROUP BY ALL
