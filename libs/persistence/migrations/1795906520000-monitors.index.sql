-- The monitors of an organization, a row each.
CREATE INDEX series_is_monitor ON series (organization_id, left(alertname, 256)) WHERE is_monitor;
