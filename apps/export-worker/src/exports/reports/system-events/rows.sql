-- The events of the scope's logs in [from, until) that pass the filters (an empty one lets all pass), newest first.
SELECT e.at AS timestamp, e.severity, CASE WHEN e.times > 1 THEN e.message || ' (' || e.times || ' times)' ELSE e.message END AS message
  FROM system_event e JOIN organization o ON o.id = e.organization_id
 WHERE o.scopes && :scopes::int[] AND e.at >= :from::timestamptz AND e.at < :until::timestamptz
   AND (:severity::text = '' OR e.severity = :severity::text) AND (:source::text = '' OR e.source = :source::text)
 ORDER BY e.at DESC, e.id DESC
