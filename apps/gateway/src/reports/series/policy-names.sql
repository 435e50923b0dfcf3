-- The names of those of these escalation policies that are in scope.
SELECT p.id, p.name FROM escalation_policy p JOIN organization o ON o.id = p.organization_id WHERE o.scopes && :scopes::int[] AND p.id = ANY (:ids::bigint[])
