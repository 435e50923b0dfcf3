-- The tenants that hold silences, as far as is known, which were last read so long ago.
SELECT DISTINCT s.tenant_id
  FROM tenant_silence s LEFT JOIN tenant_silence_read r ON r.tenant_id = s.tenant_id
 WHERE s.ends_at > :before::timestamptz AND coalesce(r.read_at, '-infinity') <= :before::timestamptz
