-- The events of the scope, newest first, a page of them.
SELECT e.at, e.severity, e.message, e.source, e.times
  FROM system_event e JOIN organization o ON o.id = e.organization_id
 WHERE o.scopes && :scopes::int[]
   AND (:severity::text IS NULL OR e.severity = :severity) AND (:source::text IS NULL OR e.source = :source)
   AND (:from::timestamptz IS NULL OR e.at >= :from) AND (:until::timestamptz IS NULL OR e.at < :until)
 ORDER BY e.at DESC, e.id DESC LIMIT :size::bigint OFFSET :skip::bigint
