-- What happened to the newest episodes of a fingerprint, newest first. No row: the organization never had it.
SELECT e.id, e.kind, e.actor, e.detail, e.at, a.starts_at
  FROM (SELECT id, starts_at FROM episode WHERE organization_id = :organization::int AND fingerprint = :fingerprint::text ORDER BY starts_at DESC LIMIT 100) AS a
  JOIN timeline e ON e.alert_id = a.id
 ORDER BY e.at DESC, e.id DESC
 LIMIT :size::int
