-- Where in the subtree each of these subjects is a user: the caller's own organization first, then the user known longest.
SELECT DISTINCT ON (u.subject) u.subject, u.organization_id
  FROM app_user u JOIN organization o ON o.id = u.organization_id
 WHERE u.subject = ANY (:subjects::text[]) AND o.scopes && :scopes::int[]
 ORDER BY u.subject, u.organization_id <> :organization::int, u.id
