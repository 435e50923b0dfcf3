-- When the silences of each tenant were last read.
CREATE TABLE tenant_silence_read (tenant_id text PRIMARY KEY, read_at timestamptz(3) NOT NULL);
