-- The alert sources of the scope, or those of them that have these ids, with a part in their name or that id where asked for; so many after an id.
SELECT s.id, o.public_id AS organization_id, s.name, s.policy_id AS escalation_policy_id, s.integration_key, s.created_at
  FROM alert_source s JOIN organization o ON o.id = s.organization_id
 WHERE o.scopes && :scopes::int[] AND (:ids::bigint[] IS NULL OR s.id = ANY (:ids::bigint[]))
   AND s.id > :after::bigint AND (:q::text IS NULL OR position(lower(:q) IN lower(s.name)) > 0 OR s.id::text = :q)
 ORDER BY s.id LIMIT :most::int
