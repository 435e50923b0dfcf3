-- The organization of a living API key. No row: there is none of this id.
SELECT organization_id AS organization FROM api_key WHERE id = :id AND revoked_at IS NULL
