-- What tells one placing of alerts in tenants from another. One row.
SELECT coalesce(sum(hash(id, public_id, tenant)), 0)::VARCHAR AS tenants FROM organization WHERE id IN (SELECT organization FROM series)
