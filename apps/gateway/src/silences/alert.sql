-- The labels of the running alert of a fingerprint. No row: none is running.
SELECT labels FROM alert WHERE organization_id = :organization::int AND fingerprint = :fingerprint::text AND ends_at IS NULL
