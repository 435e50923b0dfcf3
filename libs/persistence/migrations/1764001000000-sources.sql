-- Every alert source has an integration key, those too that the ledger makes on first use: 256 random bits, url-safe.

CREATE FUNCTION new_integration_key() RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT rtrim(translate(encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'base64'), '+/', '-_'), '=')
$$;
UPDATE alert_source SET integration_key = new_integration_key() WHERE integration_key IS NULL;
ALTER TABLE alert_source ALTER COLUMN integration_key SET DEFAULT new_integration_key(), ALTER COLUMN integration_key SET NOT NULL;
