-- A page of the resolved alerts of whole subtrees of one level, in total order.
SELECT a.id, a.organization_id, a.system_key, a.alertname, a.severity, a.fingerprint, a.starts_at, a.ends_at, a.acknowledged_at, a.labels, a.annotations,
       a.receiver, a.resolution, a.recorded_at
  FROM (SELECT a.*
          FROM unnest(:roots::int[]) AS root (id)
         CROSS JOIN LATERAL (
               SELECT id, alertname, severity, starts_at, ends_at, recorded_at FROM alert a
                WHERE /*level*/a.owner_id/**/ = root.id AND a.ends_at IS NOT NULL
                  AND (:from_date::timestamptz IS NULL OR a.recorded_at >= :from_date) AND (:to_date::timestamptz IS NULL OR a.recorded_at < :to_date)
                  AND (:system_key::text[] IS NULL OR a.system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR a.alertname = ANY (:alertname))
                  AND (:severity::text[] IS NULL OR a.severity = ANY (:severity))
                  AND (:after_id::bigint IS NULL OR (/*key*/a.recorded_at/**/, a.id) /*beyond*/</**/ (:after_key::text::/*type*/timestamptz/**/, :after_id))
                ORDER BY /*key*/a.recorded_at/**/ /*direction*/DESC/**/, a.id /*direction*/DESC/**/
                LIMIT :skip::bigint + :size::bigint) AS a
         ORDER BY /*key*/a.recorded_at/**/ /*direction*/DESC/**/, a.id /*direction*/DESC/**/
         LIMIT :size::bigint OFFSET :skip::bigint) AS page
  JOIN alert a ON a.id = page.id AND a.starts_at = page.starts_at
 ORDER BY /*key*/a.recorded_at/**/ /*direction*/DESC/**/, a.id /*direction*/DESC/**/
