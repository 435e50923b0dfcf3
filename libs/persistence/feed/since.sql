-- The rows of the feed after a number, at most :most, with the mark of the fold that numbered each. The first may hold lines that are no news.
SELECT f.number, f.at, f.kind, f.alerts, f.starts, f.organizations, f.others, m.mark
  FROM (SELECT * FROM feed WHERE number > :number::bigint AND kind <> 'told' AND at >= (SELECT at FROM feed_mark WHERE number >= :number::bigint ORDER BY number LIMIT 1)
         ORDER BY number LIMIT :most::int) AS f
 CROSS JOIN LATERAL (SELECT mark FROM feed_mark WHERE number >= f.number ORDER BY number LIMIT 1) AS m
 ORDER BY f.number
