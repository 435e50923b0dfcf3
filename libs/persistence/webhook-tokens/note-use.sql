-- Notes when a token was used. An older instant never replaces a newer one.
UPDATE webhook_token SET last_used_at = :at::timestamptz WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :at::timestamptz)
