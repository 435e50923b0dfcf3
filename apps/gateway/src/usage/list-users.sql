-- The users of the scope, or those of them that are named, or with a part in their id where asked for; so many after a numeric id.
SELECT u.id AS numeric_id, u.subject AS id, o.public_id AS organization_id, u.team_ids, u.created_at, u.deleted_at
  FROM app_user u JOIN organization o ON o.id = u.organization_id
 WHERE o.scopes && :scopes::int[] AND (:subjects::text[] IS NULL OR u.subject = ANY (:subjects))
   AND u.id > :after::int AND (:q::text IS NULL OR position(lower(:q) IN lower(u.subject)) > 0)
 ORDER BY u.id LIMIT :most::int
