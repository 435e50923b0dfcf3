-- The alerts in buckets of starts: a row per bucket, source, policy and number that has any, in this order. Means in whole seconds, null without a duration.
WITH piece AS (SELECT unnest(:froms::BIGINT[]) AS since, unnest(:untils::BIGINT[]) AS until, unnest(:labels::VARCHAR[]) AS label),
     -- By days of UTC, of which a bucket is a handful of equal ones and two at its edges: so its alerts are found by an equality.
     day AS (SELECT unnest(range(since // 86400000, (until - 1) // 86400000 + 1)) AS day, since, until, label FROM piece),
     started AS (
       SELECT a.starts, a.source, a.policy, a.number, CASE WHEN a.acknowledged IS NOT NULL THEN greatest(0, a.acknowledged - a.starts) END AS tta,
              CASE WHEN a.ends IS NOT NULL THEN greatest(0, a.ends - a.starts) END AS ttr
         FROM alert a WHERE /*asked*/true/**/ AND a.starts >= :from::BIGINT AND a.starts < :until::BIGINT),
     summed AS (
       SELECT d.label AS bucket, s.source, s.policy, s.number, count(*) AS count, count(tta) AS acknowledged, sum(tta) AS tta, count(ttr) AS resolved, sum(ttr) AS ttr
         FROM started s JOIN day d ON d.day = s.starts // 86400000 AND s.starts >= d.since AND s.starts < d.until GROUP BY ALL),
     report AS (
       SELECT bucket, source, policy, number, count, CASE WHEN acknowledged > 0 THEN ((2 * tta + 1000 * acknowledged) // (2000 * acknowledged))::BIGINT END AS mtta,
              CASE WHEN resolved > 0 THEN ((2 * ttr + 1000 * resolved) // (2000 * resolved))::BIGINT END AS mttr
         FROM summed)
SELECT source AS "alertSourceId", policy AS "escalationPolicyId", number AS "callRoutingNumberPhoneNumber", /*measures*/bucket, count, mtta, mttr/**/
  FROM report WHERE /*measure*/count/**/ IS NOT NULL ORDER BY bucket, source, policy, number
