-- How many resolved alerts in scope were recorded within a part of a day. One row.
SELECT count(*) AS n
  FROM (/*owners*/SELECT severity FROM episode WHERE owner_id = ANY (:owners::int[]) AND ends_at IS NOT NULL AND starts_at >= :starts_from::timestamptz AND starts_at < :starts_until::timestamptz
           AND recorded_at >= :from::timestamptz AND recorded_at < :until::timestamptz
        UNION ALL
        /**//*distributors*/SELECT severity FROM episode WHERE distributor_id = ANY (:distributors::int[]) AND ends_at IS NOT NULL AND starts_at >= :starts_from::timestamptz AND starts_at < :starts_until::timestamptz
           AND recorded_at >= :from::timestamptz AND recorded_at < :until::timestamptz
        UNION ALL
        /**//*resellers*/SELECT severity FROM episode WHERE reseller_id = ANY (:resellers::int[]) AND ends_at IS NOT NULL AND starts_at >= :starts_from::timestamptz AND starts_at < :starts_until::timestamptz
           AND recorded_at >= :from::timestamptz AND recorded_at < :until::timestamptz
        UNION ALL
        /**/SELECT severity FROM episode WHERE organization_id = ANY (:organizations::int[]) AND ends_at IS NOT NULL AND starts_at >= :starts_from::timestamptz AND starts_at < :starts_until::timestamptz
           AND recorded_at >= :from::timestamptz AND recorded_at < :until::timestamptz) AS found
 WHERE :severity::text[] IS NULL OR severity = ANY (:severity)
