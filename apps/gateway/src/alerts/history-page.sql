-- A page of the resolved alerts in scope that were recorded in a range and started in another, newest or oldest record first.
SELECT id, organization_id, system_key, alertname, severity, fingerprint, starts_at, ends_at, acknowledged_at, labels, annotations, receiver, resolution, recorded_at
  FROM (/*owners*/SELECT p.* FROM unnest(:owners::int[]) AS root (id) CROSS JOIN LATERAL (
               SELECT * FROM episode a
                WHERE a.owner_id = root.id AND a.ends_at IS NOT NULL AND a.starts_at >= :starts_from::timestamptz AND a.starts_at < :starts_until::timestamptz
                  AND (a.recorded_at, a.id) /*beyond*/</**/ (:bound_at::timestamptz, :bound_id::bigint) AND a.recorded_at /*within*/>=/**/ :end_at::timestamptz
                  AND (:severity::text[] IS NULL OR a.severity = ANY (:severity))
                ORDER BY a.recorded_at /*direction*/DESC/**/, a.id /*direction*/DESC/**/ LIMIT :skip::bigint + :size::bigint) AS p
        UNION ALL
        /**//*distributors*/SELECT p.* FROM unnest(:distributors::int[]) AS root (id) CROSS JOIN LATERAL (
               SELECT * FROM episode a
                WHERE a.distributor_id = root.id AND a.ends_at IS NOT NULL AND a.starts_at >= :starts_from::timestamptz AND a.starts_at < :starts_until::timestamptz
                  AND (a.recorded_at, a.id) /*beyond*/</**/ (:bound_at::timestamptz, :bound_id::bigint) AND a.recorded_at /*within*/>=/**/ :end_at::timestamptz
                  AND (:severity::text[] IS NULL OR a.severity = ANY (:severity))
                ORDER BY a.recorded_at /*direction*/DESC/**/, a.id /*direction*/DESC/**/ LIMIT :skip::bigint + :size::bigint) AS p
        UNION ALL
        /**//*resellers*/SELECT p.* FROM unnest(:resellers::int[]) AS root (id) CROSS JOIN LATERAL (
               SELECT * FROM episode a
                WHERE a.reseller_id = root.id AND a.ends_at IS NOT NULL AND a.starts_at >= :starts_from::timestamptz AND a.starts_at < :starts_until::timestamptz
                  AND (a.recorded_at, a.id) /*beyond*/</**/ (:bound_at::timestamptz, :bound_id::bigint) AND a.recorded_at /*within*/>=/**/ :end_at::timestamptz
                  AND (:severity::text[] IS NULL OR a.severity = ANY (:severity))
                ORDER BY a.recorded_at /*direction*/DESC/**/, a.id /*direction*/DESC/**/ LIMIT :skip::bigint + :size::bigint) AS p
        UNION ALL
        /**/SELECT p.* FROM unnest(:organizations::int[]) AS root (id) CROSS JOIN LATERAL (
               SELECT * FROM episode a
                WHERE a.organization_id = root.id AND a.ends_at IS NOT NULL AND a.starts_at >= :starts_from::timestamptz AND a.starts_at < :starts_until::timestamptz
                  AND (a.recorded_at, a.id) /*beyond*/</**/ (:bound_at::timestamptz, :bound_id::bigint) AND a.recorded_at /*within*/>=/**/ :end_at::timestamptz
                  AND (:severity::text[] IS NULL OR a.severity = ANY (:severity))
                ORDER BY a.recorded_at /*direction*/DESC/**/, a.id /*direction*/DESC/**/ LIMIT :skip::bigint + :size::bigint) AS p) AS found
 ORDER BY recorded_at /*direction*/DESC/**/, id /*direction*/DESC/**/
 LIMIT :size::bigint OFFSET :skip::bigint
