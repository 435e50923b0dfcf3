-- The running episode of a fingerprint. No row: it has none.
SELECT * FROM episode WHERE organization_id = :organization::int AND fingerprint = :fingerprint::text AND ends_at IS NULL
