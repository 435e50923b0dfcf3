-- How many resolved alerts in scope pass the filters. One row.
SELECT count(*) AS count
  FROM (/*owners*/SELECT recorded_at, system_key, alertname, severity FROM episode WHERE owner_id = ANY (:owners::int[]) AND ends_at IS NOT NULL
        UNION ALL
        /**//*distributors*/SELECT recorded_at, system_key, alertname, severity FROM episode WHERE distributor_id = ANY (:distributors::int[]) AND ends_at IS NOT NULL
        UNION ALL
        /**//*resellers*/SELECT recorded_at, system_key, alertname, severity FROM episode WHERE reseller_id = ANY (:resellers::int[]) AND ends_at IS NOT NULL
        UNION ALL
        /**/SELECT recorded_at, system_key, alertname, severity FROM episode WHERE organization_id = ANY (:organizations::int[]) AND ends_at IS NOT NULL) AS found
 WHERE (:from_date::timestamptz IS NULL OR recorded_at >= :from_date) AND (:to_date::timestamptz IS NULL OR recorded_at < :to_date)
   AND (:system_key::text[] IS NULL OR system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR alertname = ANY (:alertname))
   AND (:severity::text[] IS NULL OR severity = ANY (:severity))
