-- How many resolved alerts of whole subtrees of one level pass the filters. One row.
SELECT count(*) AS count
  FROM alert a
 WHERE /*level*/a.owner_id/**/ = ANY (:roots::int[]) AND a.ends_at IS NOT NULL
   AND (:from_date::timestamptz IS NULL OR a.recorded_at >= :from_date) AND (:to_date::timestamptz IS NULL OR a.recorded_at < :to_date)
   AND (:system_key::text[] IS NULL OR a.system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR a.alertname = ANY (:alertname))
   AND (:severity::text[] IS NULL OR a.severity = ANY (:severity))
