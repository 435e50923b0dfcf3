-- Replaces the organization's own ranges.
INSERT INTO ip_restriction (organization_id, cidrs) VALUES (:organization, :cidrs)
ON CONFLICT (organization_id) DO UPDATE SET cidrs = excluded.cidrs
