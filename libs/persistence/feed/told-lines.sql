-- Lines of the feed after a number and up to another, at most :most, of some organizations and kinds or of all: what is told, and which organizations changed (event null).
-- OFFSET 0 has the length of a row, whose arrays may be long, taken once and not for each of its lines. An array that is shorter says the same of all, or nothing; see ledger/told.ts.
SELECT number, numbered_at, CASE WHEN event IS NOT NULL THEN alert_public_id(alert) END AS alert_id, starts_at, organization, series, event, instant, actor
  FROM (SELECT b.number + l.line AS number, f.at AS numbered_at, l.alert, l.starts_at, l.organization, l.series, coalesce(l.event, b.event) AS event, coalesce(l.instant, l.starts_at) AS instant, l.actor
          FROM feed f
         CROSS JOIN LATERAL (SELECT f.number - cardinality(f.alerts) AS number, f.events[1] AS event OFFSET 0) AS b
         CROSS JOIN LATERAL unnest(f.alerts, f.starts, f.organizations, f.series, f.events, f.instants, f.actors) WITH ORDINALITY
                    AS l (alert, starts_at, organization, series, event, instant, actor, line)
         WHERE f.number > :after::bigint AND f.at >= (SELECT at FROM feed_mark WHERE number > :after::bigint ORDER BY number LIMIT 1)
           AND b.number + l.line > :after::bigint AND b.number + l.line <= :upto::bigint
           AND (:events::text[] IS NULL OR f.kind = 'told' AND coalesce(l.event, b.event) = ANY (:events)) AND (:organizations::int[] IS NULL OR l.organization = ANY (:organizations))
         ORDER BY b.number, l.line LIMIT :most::int) AS line
 ORDER BY number
