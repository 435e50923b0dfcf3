-- The same page, put together from the first rows of each organization: for scopes that hold little of what was recorded then.
WITH organizations AS MATERIALIZED (SELECT id FROM organization WHERE scopes && :scopes::int[])
SELECT a.id, alert_public_id(a.id) AS alert_id, (SELECT public_id FROM organization WHERE id = a.organization_id) AS organization_id, s.system_key, s.alertname, s.severity,
       s.fingerprint, a.starts_at, a.ends_at, a.acknowledged_at, s.labels, coalesce(a.annotations, s.annotations) AS annotations, nullif(coalesce(a.receiver, s.receiver), '') AS receiver, a.resolution, a.recorded_at
  FROM (SELECT a.* FROM organizations o CROSS JOIN LATERAL (
               SELECT * FROM alert a
                WHERE a.organization_id = o.id AND a.starts_at >= :starts_from::timestamptz AND a.starts_at < :starts_until::timestamptz
                  AND (a.recorded_at, a.id) /*beyond*/</**/ (:bound_at::timestamptz, :bound_id::bigint) AND a.recorded_at /*within*/>=/**/ :end_at::timestamptz
                  AND (:severity::text[] IS NULL OR (SELECT s.severity = ANY (:severity) FROM series s WHERE s.id = a.series_id))
                ORDER BY a.recorded_at /*direction*/DESC/**/, a.id /*direction*/DESC/**/ LIMIT :skip::bigint + :size::bigint) AS a
         ORDER BY a.recorded_at /*direction*/DESC/**/, a.id /*direction*/DESC/**/ LIMIT :size::bigint OFFSET :skip::bigint) AS a
 CROSS JOIN LATERAL (SELECT * FROM series WHERE id = a.series_id LIMIT 1) AS s
 ORDER BY a.recorded_at /*direction*/DESC/**/, a.id /*direction*/DESC/**/
