-- From which organization the limit of a key or user was set. No row: it has none.
SELECT set_by FROM rate_limit WHERE organization_id = :organization AND kind = :kind AND name = :name FOR UPDATE
