-- Notes when keys were last used. An older instant never replaces a newer one.
UPDATE api_key k SET last_used_at = u.at
  FROM unnest(:ids::text[], :instants::timestamptz[]) AS u (id, at)
 WHERE k.id = u.id AND (k.last_used_at IS NULL OR k.last_used_at < u.at)
