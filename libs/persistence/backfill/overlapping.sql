-- Of these episodes, by their places in the lists, those that overlap a known one of their series.
SELECT e.at::int - 1 AS at
  FROM unnest(:organizations::int[], :fingerprints::text[], :starts::timestamptz[], :ends::timestamptz[]) WITH ORDINALITY AS e(organization_id, fingerprint, starts_at, ends_at, at)
 WHERE EXISTS (SELECT FROM open_alert a WHERE a.organization_id = e.organization_id AND a.fingerprint = e.fingerprint AND a.starts_at < e.ends_at)
    OR EXISTS (SELECT FROM series s JOIN alert a ON a.series_id = s.id
                WHERE s.organization_id = e.organization_id AND s.fingerprint = e.fingerprint AND a.starts_at < e.ends_at AND a.ends_at > e.starts_at)
