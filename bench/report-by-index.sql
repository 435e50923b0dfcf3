-- The rows of a report as the covering index alone can give them: a label for each alert, then GROUP BY.
WITH labelled AS (
       SELECT source_id, policy_id, number, tta_ms, ttr_ms, CASE WHEN :pattern::text = '' THEN '' ELSE to_char(starts_at AT TIME ZONE :zone::text, :pattern) END AS bucket
         FROM episode
        WHERE organization_id IN (SELECT id FROM organization WHERE scopes && :scopes::int[]) AND starts_at >= :since::timestamptz AND starts_at < :until::timestamptz)
SELECT source_id, policy_id, number, bucket, count(*) AS count,
       CASE WHEN count(tta_ms) > 0 THEN div(2 * sum(tta_ms) + 1000 * count(tta_ms), 2000 * count(tta_ms))::bigint END AS mtta,
       CASE WHEN count(ttr_ms) > 0 THEN div(2 * sum(ttr_ms) + 1000 * count(ttr_ms), 2000 * count(ttr_ms))::bigint END AS mttr
  FROM labelled
 GROUP BY bucket, source_id, policy_id, number
 ORDER BY bucket COLLATE "C", source_id, policy_id, number COLLATE "C"
