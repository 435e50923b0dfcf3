-- The organization's own ranges. No row: unrestricted.
SELECT cidrs FROM ip_restriction WHERE organization_id = :organization
