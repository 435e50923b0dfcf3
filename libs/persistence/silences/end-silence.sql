-- Notes that a silence is over. No row: it was already.
UPDATE silence SET ends_at = :now::timestamptz, updated_at = :now::timestamptz
 WHERE organization_id = :organization::int AND id = :id::text AND ends_at > :now::timestamptz RETURNING id
