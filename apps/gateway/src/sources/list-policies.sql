-- The escalation policies of the scope, or those of them that have these ids.
SELECT p.id, o.public_id AS organization_id, p.name, p.created_at
  FROM escalation_policy p JOIN organization o ON o.id = p.organization_id
 WHERE o.scopes && :scopes::int[] AND (:ids::bigint[] IS NULL OR p.id = ANY (:ids::bigint[]))
 ORDER BY p.id
