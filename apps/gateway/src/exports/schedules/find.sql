-- A schedule of the organization or one below it.
SELECT s.* FROM report_schedule s JOIN organization o ON o.id = s.organization_id WHERE s.id = :id::uuid AND o.scopes && ARRAY[:organization::int, -:organization::int]
