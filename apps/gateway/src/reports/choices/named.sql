-- The alert sources of the scope, or its escalation policies, with a part in their name in any case; by name.
SELECT c.id, c.name, o.public_id AS organization_id FROM /*table*/alert_source/**/ c JOIN organization o ON o.id = c.organization_id
 WHERE o.scopes && :scopes::int[] AND position(lower(:q::text) IN lower(c.name)) > 0
 ORDER BY c.name COLLATE "C", c.id LIMIT :most::int
