-- Writes the memo of an alert. Its id and memo; no row for an unknown one.
UPDATE alert a SET memo = :memo FROM organization o
 WHERE o.id = a.organization_id AND a.public_id = :id AND o.scopes && :scopes::int[]
RETURNING a.public_id AS id, a.memo
