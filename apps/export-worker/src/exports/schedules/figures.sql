-- How the alerts of a scope that pass a report's filters (an empty one lets all pass) went: those that began in a range and in the one before, and the five most frequent names. One row.
WITH organizations AS (
       SELECT id FROM organization WHERE scopes && (:subtrees::int[] || ARRAY(SELECT CASE role WHEN 'customer' THEN id ELSE -id END FROM organization WHERE id = ANY (:singles::int[])))),
     alerts AS MATERIALIZED (
       SELECT alertname, starts_at >= :from::timestamptz AS current, tta_ms, ttr_ms FROM episode
        WHERE organization_id IN (SELECT id FROM organizations) AND starts_at >= :before::timestamptz AND starts_at < :until::timestamptz
          AND (:series::bigint[] IS NULL OR series_id = ANY (:series)) AND (:alertname::text[] = '{}' OR alertname = ANY (:alertname))
          AND (:severity::text[] = '{}' OR severity = ANY (:severity)) AND (:system_key::text[] = '{}' OR system_key = ANY (:system_key))
          AND (:status::text[] = '{}' OR CASE WHEN ends_at IS NULL THEN 'active' ELSE 'resolved' END = ANY (:status)) AND (:priority::text = 'ALL' OR priority = :priority)
          AND (:sources::bigint[] = '{}' OR source_id = ANY (:sources)) AND (:policies::bigint[] = '{}' OR policy_id = ANY (:policies))
          AND (:numbers::text[] = '{}' OR replace(number, ' ', '+') = ANY (:numbers))),
     sums AS (
       SELECT current, count(*)::int AS count, count(tta_ms)::int AS acknowledged, avg(tta_ms)::float8 AS mtta, count(ttr_ms)::int AS resolved, avg(ttr_ms)::float8 AS mttr,
              percentile_disc(0.9) WITHIN GROUP (ORDER BY ttr_ms) AS p90 FROM alerts GROUP BY 1)
SELECT (SELECT to_jsonb(s) FROM sums s WHERE current) AS now, (SELECT to_jsonb(s) FROM sums s WHERE NOT current) AS before,
       (SELECT coalesce(jsonb_agg(n), '[]') FROM (SELECT alertname, count(*)::int AS count FROM alerts WHERE current GROUP BY 1 ORDER BY 2 DESC, alertname COLLATE "C" LIMIT 5) AS n) AS names
