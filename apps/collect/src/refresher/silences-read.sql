-- Notes when the silences of a tenant were read.
INSERT INTO tenant_silence_read AS known (tenant_id, read_at) VALUES (:tenant::text, :at::timestamptz)
ON CONFLICT (tenant_id) DO UPDATE SET read_at = greatest(known.read_at, excluded.read_at)
