-- Calls by user, resource and the range of quarters they lie in.
SELECT q.user_id, q.resource, width_bucket(q.quarter, :bounds::int[]) AS range, sum(q.calls)::bigint AS calls
  FROM api_call_quarter q JOIN app_user u ON u.id = q.user_id JOIN organization o ON o.id = u.organization_id
 WHERE o.scopes && :scopes::int[] AND q.quarter >= :first::int AND q.quarter < :last::int
   AND (:resources::text[] IS NULL OR q.resource = ANY (:resources))
 GROUP BY 1, 2, 3
