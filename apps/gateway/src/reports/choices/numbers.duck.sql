-- The call routing numbers of alerts in scope that have a part, by number. A space in what is searched is a plus sign that was not encoded.
SELECT DISTINCT a.number AS id, a.number AS name, o.public_id AS organization_id FROM alert a JOIN organization o ON o.id = a.organization
 WHERE list_has_any(o.scopes, :scopes::INTEGER[]) AND a.number <> '' AND contains(lower(replace(a.number, ' ', '+')), lower(replace(:q::VARCHAR, ' ', '+')))
 ORDER BY a.number, organization_id LIMIT :most::BIGINT
