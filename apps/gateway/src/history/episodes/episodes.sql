-- The episodes of a fingerprint, newest start first, strictly after a position; with an instant the one that covers it.
WITH started AS (
       SELECT id, starts_at, NULL::timestamptz AS ends_at FROM open_alert
        WHERE organization_id = :organization::int AND fingerprint = :fingerprint::text AND starts_at <= coalesce(:covers::timestamptz, 'infinity')
          AND (starts_at, id) < (:before::timestamptz, :before_id::bigint)
       UNION ALL
       SELECT a.id, a.starts_at, a.ends_at
         FROM series s CROSS JOIN LATERAL (
              SELECT id, starts_at, ends_at FROM alert
               WHERE series_id = s.id AND starts_at <= coalesce(:covers::timestamptz, 'infinity') AND (starts_at, id) < (:before::timestamptz, :before_id::bigint)
               ORDER BY starts_at DESC, id DESC LIMIT :size::int) AS a
        WHERE s.organization_id = :organization::int AND s.fingerprint = :fingerprint::text),
     page AS (
       SELECT id, starts_at FROM started WHERE :covers::timestamptz IS NULL OR ends_at IS NULL OR ends_at > :covers
        ORDER BY starts_at DESC, id DESC LIMIT :size::int)
SELECT a.id, a.public_id AS alert_id, (SELECT public_id FROM organization WHERE id = a.organization_id) AS organization_id, a.system_key, a.alertname, a.severity, a.fingerprint,
       a.starts_at, a.ends_at, a.acknowledged_at, a.labels, a.annotations, a.receiver, a.resolution, a.recorded_at, a.close_reason, a.memo, a.assigned_to
  FROM page CROSS JOIN LATERAL (SELECT * FROM episode WHERE id = page.id AND starts_at = page.starts_at LIMIT 1) AS a
 ORDER BY a.starts_at DESC, a.id DESC
