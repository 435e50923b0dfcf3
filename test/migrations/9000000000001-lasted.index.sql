-- The alerts of an organization that lasted longest.
CREATE INDEX alert_lasted ON alert (organization_id, lasted_ms) WHERE ends_at IS NOT NULL
