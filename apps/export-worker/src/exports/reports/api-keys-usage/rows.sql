-- Calls by user, resource and civil day; the days are runs of quarters, an empty list of resources means any.
SELECT q.user_id, q.resource AS scope, day.label AS date, sum(q.calls)::bigint AS calls
  FROM api_call_quarter q JOIN app_user u ON u.id = q.user_id JOIN organization o ON o.id = u.organization_id
  JOIN unnest(:days::text[]) WITH ORDINALITY AS day (label, place) ON day.place = width_bucket(q.quarter, :bounds::int[])
 WHERE o.scopes && :scopes::int[] AND q.quarter >= :first::int AND q.quarter < :last::int
   AND (cardinality(:resources::text[]) = 0 OR q.resource = ANY (:resources::text[]))
 GROUP BY q.user_id, q.resource, day.label
 ORDER BY q.user_id, q.resource COLLATE "C", day.label COLLATE "C"
