-- Stores series that are new, or notes an earlier start and who told them. Their ids, in the order given.
INSERT INTO series AS s (organization_id, fingerprint, key, alertname, severity, system_key, labels, annotations, receiver, first_start, first_seen_at, seen_at)
SELECT organization_id, fingerprint, key, alertname, severity, system_key, labels, annotations, receiver, first_start, :now::timestamptz, seen_at
  FROM unnest(:organization_id::int[], :fingerprint::text[], :key::uuid[], :alertname::text[], :severity::text[], :system_key::text[], :labels::jsonb[], :annotations::jsonb[],
              :receiver::text[], :first_start::timestamptz[], :seen_at::timestamptz[])
       WITH ORDINALITY AS n (organization_id, fingerprint, key, alertname, severity, system_key, labels, annotations, receiver, first_start, seen_at, nth)
 ORDER BY nth
ON CONFLICT (organization_id, fingerprint, key) DO UPDATE SET first_start = least(s.first_start, excluded.first_start), seen_at = greatest(s.seen_at, excluded.seen_at)
RETURNING id
