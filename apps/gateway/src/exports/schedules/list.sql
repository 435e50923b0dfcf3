-- The schedules of the organization and of those below it, by id; so many after one.
SELECT s.* FROM report_schedule s JOIN organization o ON o.id = s.organization_id
 WHERE o.scopes && ARRAY[:organization::int, -:organization::int] AND (:after::uuid IS NULL OR s.id > :after::uuid) ORDER BY s.id LIMIT :most::int
