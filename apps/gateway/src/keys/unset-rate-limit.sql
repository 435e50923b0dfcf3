-- Gives a key or user the configured number of requests again.
DELETE FROM rate_limit WHERE organization_id = :organization AND kind = :kind AND name = :name
