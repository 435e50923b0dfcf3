-- The alert of this public id, if its organization is in the scope. At most one row.
SELECT a.* FROM alert a JOIN organization o ON o.id = a.organization_id WHERE a.public_id = :public_id AND o.scopes && :scopes::int[]
