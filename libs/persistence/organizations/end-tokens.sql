-- Ends the webhook tokens of those of these tenants that hold no organization any more.
UPDATE webhook_token SET revoked_at = now()
 WHERE revoked_at IS NULL AND tenant_id = ANY (:tenants::text[])
   AND NOT EXISTS (SELECT FROM organization o WHERE o.tenant_id = webhook_token.tenant_id AND o.deleted_at IS NULL)
