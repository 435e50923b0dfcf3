-- A source as it is now, with the start and end of the newest episode of a fingerprint, both null when there is none.
SELECT s.name, a.starts_at, a.ends_at
  FROM alert_source s
  LEFT JOIN LATERAL (SELECT starts_at, ends_at FROM episode WHERE organization_id = s.organization_id AND fingerprint = :fingerprint::text
                      ORDER BY starts_at DESC LIMIT 1) AS a ON true
 WHERE s.id = :source::bigint
