-- The newest alert of a fingerprint, running or ended. No row: there never was one.
SELECT public_id FROM episode WHERE organization_id = :organization::int AND fingerprint = :fingerprint::text ORDER BY starts_at DESC LIMIT 1
