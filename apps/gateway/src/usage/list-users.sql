-- The users of the scope.
SELECT u.id AS numeric_id, u.subject AS id, o.public_id AS organization_id, u.team_ids, u.created_at, u.deleted_at
  FROM app_user u JOIN organization o ON o.id = u.organization_id
 WHERE o.scopes && :scopes::int[] ORDER BY u.id
