-- The alerts of the scope in buckets of starts: a row per bucket, source, policy and number that has any, in this order. Means in whole seconds, null without a duration.
WITH organizations AS MATERIALIZED (SELECT id FROM organization WHERE scopes && :scopes::int[]),
     started AS (
       SELECT starts_at, ends_at, acknowledged_at, source_id, policy_id, number, priority FROM alert
        WHERE organization_id IN (SELECT id FROM organizations) AND starts_at >= :since::timestamptz AND starts_at < :until::timestamptz
       UNION ALL
       SELECT starts_at, NULL, acknowledged_at, source_id, policy_id, number, priority FROM open_alert
        WHERE organization_id IN (SELECT id FROM organizations) AND starts_at >= :since::timestamptz AND starts_at < :until::timestamptz),
     summed AS (
       SELECT (:buckets::int[])[width_bucket(starts_at, :bounds::timestamptz[])] AS bucket, source_id, policy_id, number, count(*) AS n,
              count(acknowledged_at) AS acknowledged, sum(greatest(0, round(extract(epoch FROM acknowledged_at - starts_at) * 1000))) AS tta_ms,
              count(ends_at) AS resolved, sum(greatest(0, round(extract(epoch FROM ends_at - starts_at) * 1000))) AS ttr_ms
         FROM started
        WHERE (:priority::text = 'ALL' OR priority = :priority) AND (:sources::bigint[] = '{}' OR source_id = ANY (:sources))
          AND (:policies::bigint[] = '{}' OR policy_id = ANY (:policies)) AND (:numbers::text[] = '{}' OR replace(number, ' ', '+') = ANY (:numbers))
        GROUP BY 1, source_id, policy_id, number),
     report AS (
       SELECT bucket, source_id, policy_id, number, n::bigint AS count,
              CASE WHEN acknowledged > 0 THEN div(2 * tta_ms + 1000 * acknowledged, 2000 * acknowledged)::bigint END AS mtta,
              CASE WHEN resolved > 0 THEN div(2 * ttr_ms + 1000 * resolved, 2000 * resolved)::bigint END AS mttr
         FROM summed)
SELECT source_id, policy_id, number, /*measures*/label AS bucket, count, mtta, mttr/**/
  FROM report JOIN unnest(:labels::text[]) WITH ORDINALITY AS named (label, place) ON place = bucket
 WHERE /*measure*/count/**/ IS NOT NULL
 ORDER BY place, source_id, policy_id, number COLLATE "C"
