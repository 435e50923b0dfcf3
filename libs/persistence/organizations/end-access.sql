-- Ends the API keys and integration keys of these organizations for good: each of their sources has another key from now on.
WITH keys AS (UPDATE api_key SET revoked_at = now() WHERE organization_id = ANY (:ids::int[]) AND revoked_at IS NULL)
UPDATE alert_source SET integration_key = new_integration_key() WHERE organization_id = ANY (:ids::int[])
