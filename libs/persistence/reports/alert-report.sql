-- The alerts of the scope in buckets of starts: a row per bucket, source, policy and number that has any, in this order. Means in whole seconds, null without a duration.
WITH organizations AS MATERIALIZED (SELECT id FROM organization WHERE scopes && :scopes::int[]),
     dense AS MATERIALIZED (SELECT organization_id FROM report_volume WHERE dense AND organization_id IN (SELECT id FROM organizations)),
     counted AS (
       SELECT width_bucket(d.day * 96, :quarter_bounds::int[]) AS piece, d.*
         FROM dense CROSS JOIN unnest(:day_firsts::int[], :day_ends::int[]) AS run (first, last)
        CROSS JOIN LATERAL (
              SELECT day, source_id, policy_id, number, priority, n, acknowledged, tta_ms, resolved, ttr_ms FROM report_day d
               WHERE d.organization_id = dense.organization_id AND d.day >= run.first AND d.day < run.last OFFSET 0) AS d
       UNION ALL
       SELECT width_bucket(q.quarter, :quarter_bounds::int[]), q.*
         FROM dense CROSS JOIN unnest(:quarter_firsts::int[], :quarter_ends::int[]) AS run (first, last)
        CROSS JOIN LATERAL (
              SELECT quarter, source_id, policy_id, number, priority, n, acknowledged, tta_ms, resolved, ttr_ms FROM report_quarter q
               WHERE q.organization_id = dense.organization_id AND q.quarter >= run.first AND q.quarter < run.last OFFSET 0) AS q
       UNION ALL
       SELECT width_bucket(start_quarter, :quarter_bounds::int[]), start_quarter, source_id, policy_id, number, priority, n, acknowledged, tta_ms, resolved, ttr_ms
         FROM ledger_delta WHERE organization_id IN (SELECT organization_id FROM dense) AND width_bucket(start_quarter, :quarter_bounds::int[]) % 2 = 1
       UNION ALL
       SELECT 2 * width_bucket(starts_at, :bounds::timestamptz[]) - 1, 0, source_id, policy_id, number, priority, 1, (tta_ms IS NOT NULL)::int, tta_ms, (ttr_ms IS NOT NULL)::int, ttr_ms
         FROM dense CROSS JOIN unnest(:rest_froms::timestamptz[], :rest_untils::timestamptz[]) AS rest (since, until)
        CROSS JOIN LATERAL (
              SELECT starts_at, source_id, policy_id, number, priority, tta_ms, ttr_ms FROM alert a
               WHERE a.organization_id = dense.organization_id AND a.starts_at >= rest.since AND a.starts_at < rest.until OFFSET 0) AS a
       UNION ALL
       SELECT 2 * width_bucket(starts_at, :bounds::timestamptz[]) - 1, 0, source_id, policy_id, number, priority, 1, (tta_ms IS NOT NULL)::int, tta_ms, (ttr_ms IS NOT NULL)::int, ttr_ms
         FROM alert
        WHERE organization_id IN (SELECT id FROM organizations EXCEPT SELECT organization_id FROM dense) AND starts_at >= :since::timestamptz AND starts_at < :until::timestamptz),
     summed AS (
       SELECT (:buckets::int[])[(piece + 1) / 2] AS bucket, source_id, policy_id, number, sum(n) AS n, sum(acknowledged) AS acknowledged, sum(tta_ms) AS tta_ms,
              sum(resolved) AS resolved, sum(ttr_ms) AS ttr_ms
         FROM counted
        WHERE (:priority::text = 'ALL' OR priority = :priority) AND (:sources::bigint[] = '{}' OR source_id = ANY (:sources))
          AND (:policies::bigint[] = '{}' OR policy_id = ANY (:policies)) AND (:numbers::text[] = '{}' OR replace(number, ' ', '+') = ANY (:numbers))
        GROUP BY 1, source_id, policy_id, number HAVING sum(n) <> 0),
     report AS (
       SELECT bucket, source_id, policy_id, number, n::bigint AS count,
              CASE WHEN acknowledged > 0 THEN div(2 * tta_ms + 1000 * acknowledged, 2000 * acknowledged)::bigint END AS mtta,
              CASE WHEN resolved > 0 THEN div(2 * ttr_ms + 1000 * resolved, 2000 * resolved)::bigint END AS mttr
         FROM summed)
SELECT source_id, policy_id, number, /*measures*/label AS bucket, count, mtta, mttr/**/
  FROM report JOIN unnest(:labels::text[]) WITH ORDINALITY AS named (label, place) ON place = bucket
 WHERE /*measure*/count/**/ IS NOT NULL
 ORDER BY place, source_id, policy_id, number COLLATE "C"
