-- A page of the resolved alerts in scope that pass the filters, in total order.
SELECT *
  FROM (SELECT id, organization_id, system_key, alertname, severity, fingerprint, starts_at, ends_at, acknowledged_at, labels, annotations, receiver, resolution, recorded_at FROM alert WHERE owner_id = ANY (:owners::int[]) AND ends_at IS NOT NULL
        UNION ALL
        SELECT id, organization_id, system_key, alertname, severity, fingerprint, starts_at, ends_at, acknowledged_at, labels, annotations, receiver, resolution, recorded_at FROM alert WHERE distributor_id = ANY (:distributors::int[]) AND ends_at IS NOT NULL
        UNION ALL
        SELECT id, organization_id, system_key, alertname, severity, fingerprint, starts_at, ends_at, acknowledged_at, labels, annotations, receiver, resolution, recorded_at FROM alert WHERE reseller_id = ANY (:resellers::int[]) AND ends_at IS NOT NULL
        UNION ALL
        SELECT id, organization_id, system_key, alertname, severity, fingerprint, starts_at, ends_at, acknowledged_at, labels, annotations, receiver, resolution, recorded_at FROM alert WHERE organization_id = ANY (:organizations::int[]) AND ends_at IS NOT NULL) AS found
 WHERE (:from_date::timestamptz IS NULL OR recorded_at >= :from_date) AND (:to_date::timestamptz IS NULL OR recorded_at < :to_date)
   AND (:system_key::text[] IS NULL OR system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR alertname = ANY (:alertname))
   AND (:severity::text[] IS NULL OR severity = ANY (:severity))
   AND (:after_id::bigint IS NULL OR (/*key*/recorded_at/**/, id) /*beyond*/</**/ (:after_key::text::/*type*/timestamptz/**/, :after_id))
 ORDER BY /*key*/recorded_at/**/ /*direction*/DESC/**/, id /*direction*/DESC/**/
 LIMIT :size::bigint OFFSET :skip::bigint
