-- The alert sources of the scope, or those of them that have these ids.
SELECT s.id, o.public_id AS organization_id, s.name, s.policy_id AS escalation_policy_id, s.integration_key, s.created_at
  FROM alert_source s JOIN organization o ON o.id = s.organization_id
 WHERE o.scopes && :scopes::int[] AND (:ids::bigint[] IS NULL OR s.id = ANY (:ids::bigint[]))
 ORDER BY s.id
