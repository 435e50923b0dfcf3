-- Keeps the secret unless there is one.
INSERT INTO link_key (secret) VALUES (:secret) ON CONFLICT (singleton) DO NOTHING
