-- The labels and the system of the running alert of a fingerprint. No row: none is running.
SELECT labels, system_key FROM episode WHERE organization_id = :organization::int AND fingerprint = :fingerprint::text AND ends_at IS NULL
