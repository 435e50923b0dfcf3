-- The silence of an id, if its organization is in scope. At most one row.
SELECT s.*, s.organization_id AS organization, (SELECT system_key FROM series WHERE organization_id = s.organization_id AND fingerprint = s.fingerprint ORDER BY id DESC LIMIT 1) AS system_key
  FROM silence s JOIN organization o ON o.id = s.organization_id WHERE s.id = :id::text AND o.scopes && :scopes::int[]
