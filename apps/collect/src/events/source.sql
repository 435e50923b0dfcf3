-- Whose integration key it is. No row: nobody's.
SELECT id, organization_id FROM alert_source WHERE integration_key = :key::text
