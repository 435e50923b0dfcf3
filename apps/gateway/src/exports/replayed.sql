-- The export that a user ordered with this idempotency key.
SELECT id, body_hash FROM export_job WHERE organization_id = :organization::int AND subject = :subject AND idempotency_key = :key
