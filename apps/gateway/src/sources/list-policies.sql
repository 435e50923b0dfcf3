-- The escalation policies of the scope, or those of them that have these ids, with a part in their name or that id where asked for; so many after an id.
SELECT p.id, o.public_id AS organization_id, p.name, p.created_at
  FROM escalation_policy p JOIN organization o ON o.id = p.organization_id
 WHERE o.scopes && :scopes::int[] AND (:ids::bigint[] IS NULL OR p.id = ANY (:ids::bigint[]))
   AND p.id > :after::bigint AND (:q::text IS NULL OR position(lower(:q) IN lower(p.name)) > 0 OR p.id::text = :q)
 ORDER BY p.id LIMIT :most::int
