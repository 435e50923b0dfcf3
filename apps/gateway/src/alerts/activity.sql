-- What happened to the newest episodes of a fingerprint, newest first. No row: the organization never had it.
SELECT e.id, e.kind, e.actor, e.detail, e.at, a.starts_at
  FROM (SELECT id, starts_at FROM open_alert WHERE organization_id = :organization::int AND fingerprint = :fingerprint::text
        UNION ALL
        SELECT a.id, a.starts_at FROM series s CROSS JOIN LATERAL (SELECT id, starts_at FROM alert WHERE series_id = s.id ORDER BY starts_at DESC LIMIT 100) AS a
         WHERE s.organization_id = :organization::int AND s.fingerprint = :fingerprint::text
         ORDER BY starts_at DESC LIMIT 100) AS a
 CROSS JOIN LATERAL (SELECT * FROM timeline WHERE alert_id = a.id OFFSET 0) AS e
 ORDER BY e.at DESC, e.id DESC
 LIMIT :size::int
