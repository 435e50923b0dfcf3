-- The opening second of an alert of the subtree. No row for an unknown one.
SELECT date_trunc('second', a.starts_at) AS second FROM episode a JOIN organization o ON o.id = a.organization_id
 WHERE a.public_id = :id AND o.scopes && :scopes::int[]
