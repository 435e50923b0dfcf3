-- When a webhook token was last used, to the minute.
ALTER TABLE webhook_token ADD COLUMN last_used_at timestamptz(3);
