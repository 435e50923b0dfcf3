-- The systems of an organization, a row each.
CREATE INDEX series_is_system ON series (organization_id, host_of(system_key, labels)) WHERE is_system;
