-- What the apps of one installation know and nobody else does: the gateway shows it when it asks collect to speak to an Alertmanager.
CREATE TABLE internal_secret (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), secret text NOT NULL);
INSERT INTO internal_secret (secret) VALUES (replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
