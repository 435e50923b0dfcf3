-- Sets how many requests a minute a key or user has.
INSERT INTO rate_limit (organization_id, kind, name, per_minute, set_by) VALUES (:organization, :kind, :name, :per_minute, :set_by)
ON CONFLICT (organization_id, kind, name) DO UPDATE SET per_minute = excluded.per_minute, set_by = excluded.set_by
