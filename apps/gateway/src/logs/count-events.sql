-- How many events of the scope pass the filters. One row.
SELECT count(*) AS total
  FROM system_event e JOIN organization o ON o.id = e.organization_id
 WHERE o.scopes && :scopes::int[]
   AND (:severity::text IS NULL OR e.severity = :severity) AND (:source::text IS NULL OR e.source = :source)
   AND (:from::timestamptz IS NULL OR e.at >= :from) AND (:until::timestamptz IS NULL OR e.at < :until)
