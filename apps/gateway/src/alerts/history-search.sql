-- A page of the resolved alerts in scope that pass the filters, in total order.
SELECT id, organization_id, system_key, alertname, severity, fingerprint, starts_at, ends_at, acknowledged_at, labels, annotations, receiver, resolution, recorded_at
  FROM (/*owners*/SELECT p.* FROM unnest(:owners::int[]) AS root (id) CROSS JOIN LATERAL (
               SELECT * FROM episode
                WHERE owner_id = root.id AND ends_at IS NOT NULL AND (:from_date::timestamptz IS NULL OR recorded_at >= :from_date) AND (:to_date::timestamptz IS NULL OR recorded_at < :to_date)
                  AND (:system_key::text[] IS NULL OR system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR alertname = ANY (:alertname))
                  AND (:severity::text[] IS NULL OR severity = ANY (:severity))
                  AND (:after_id::bigint IS NULL OR (/*key*/recorded_at/**/, id) /*beyond*/</**/ (:after_key::text::/*type*/timestamptz/**/, :after_id))
                ORDER BY /*key*/recorded_at/**/ /*direction*/DESC/**/, id /*direction*/DESC/**/ LIMIT :skip::bigint + :size::bigint) AS p
        UNION ALL
        /**//*distributors*/SELECT p.* FROM unnest(:distributors::int[]) AS root (id) CROSS JOIN LATERAL (
               SELECT * FROM episode
                WHERE distributor_id = root.id AND ends_at IS NOT NULL AND (:from_date::timestamptz IS NULL OR recorded_at >= :from_date) AND (:to_date::timestamptz IS NULL OR recorded_at < :to_date)
                  AND (:system_key::text[] IS NULL OR system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR alertname = ANY (:alertname))
                  AND (:severity::text[] IS NULL OR severity = ANY (:severity))
                  AND (:after_id::bigint IS NULL OR (/*bounded*/recorded_at/**/, id) /*beyond*/</**/ (:after_key::text::/*type*/timestamptz/**/, :after_id))
                ORDER BY /*bounded*/recorded_at/**/ /*direction*/DESC/**/, id /*direction*/DESC/**/ LIMIT :skip::bigint + :size::bigint) AS p
        UNION ALL
        /**//*resellers*/SELECT p.* FROM unnest(:resellers::int[]) AS root (id) CROSS JOIN LATERAL (
               SELECT * FROM episode
                WHERE reseller_id = root.id AND ends_at IS NOT NULL AND (:from_date::timestamptz IS NULL OR recorded_at >= :from_date) AND (:to_date::timestamptz IS NULL OR recorded_at < :to_date)
                  AND (:system_key::text[] IS NULL OR system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR alertname = ANY (:alertname))
                  AND (:severity::text[] IS NULL OR severity = ANY (:severity))
                  AND (:after_id::bigint IS NULL OR (/*bounded*/recorded_at/**/, id) /*beyond*/</**/ (:after_key::text::/*type*/timestamptz/**/, :after_id))
                ORDER BY /*bounded*/recorded_at/**/ /*direction*/DESC/**/, id /*direction*/DESC/**/ LIMIT :skip::bigint + :size::bigint) AS p
        UNION ALL
        /**/SELECT p.* FROM unnest(:organizations::int[]) AS root (id) CROSS JOIN LATERAL (
               SELECT * FROM episode
                WHERE organization_id = root.id AND ends_at IS NOT NULL AND (:from_date::timestamptz IS NULL OR recorded_at >= :from_date) AND (:to_date::timestamptz IS NULL OR recorded_at < :to_date)
                  AND (:system_key::text[] IS NULL OR system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR alertname = ANY (:alertname))
                  AND (:severity::text[] IS NULL OR severity = ANY (:severity))
                  AND (:after_id::bigint IS NULL OR (/*bounded*/recorded_at/**/, id) /*beyond*/</**/ (:after_key::text::/*type*/timestamptz/**/, :after_id))
                ORDER BY /*bounded*/recorded_at/**/ /*direction*/DESC/**/, id /*direction*/DESC/**/ LIMIT :skip::bigint + :size::bigint) AS p) AS found
 ORDER BY /*key*/recorded_at/**/ /*direction*/DESC/**/, id /*direction*/DESC/**/
 LIMIT :size::bigint OFFSET :skip::bigint
