-- The open alert that this source's events opened. No row: there is none.
SELECT * FROM episode
 WHERE organization_id = :organization::int AND fingerprint = :fingerprint::text AND ends_at IS NULL AND origin = 'event' AND source_id = :source::bigint
