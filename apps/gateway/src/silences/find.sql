-- The silence of an id, if its organization is in scope. At most one row.
SELECT s.*, s.organization_id AS organization FROM silence s JOIN organization o ON o.id = s.organization_id WHERE s.id = :id::text AND o.scopes && :scopes::int[]
