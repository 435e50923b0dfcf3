-- The labels of the running alert of a fingerprint. No row: none is running.
SELECT labels FROM episode WHERE organization_id = :organization::int AND fingerprint = :fingerprint::text AND ends_at IS NULL
