-- The names of those of these alert sources that are in scope.
SELECT s.id, s.name FROM alert_source s JOIN organization o ON o.id = s.organization_id WHERE o.scopes && :scopes::int[] AND s.id = ANY (:ids::bigint[])
