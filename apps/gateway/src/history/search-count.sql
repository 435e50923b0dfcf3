-- How many resolved alerts in scope pass the filters. One row.
SELECT count(*) AS count FROM alert a JOIN series s ON s.id = a.series_id
 WHERE a.organization_id IN (SELECT id FROM organization WHERE scopes && :scopes::int[])
   AND (:from_date::timestamptz IS NULL OR recorded_at >= :from_date) AND (:to_date::timestamptz IS NULL OR recorded_at < :to_date)
   AND (:system_key::text[] IS NULL OR system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR alertname = ANY (:alertname))
   AND (:severity::text[] IS NULL OR severity = ANY (:severity))
