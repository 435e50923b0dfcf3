-- Forgets those of these series that describe no alert any more.
DELETE FROM series s
 WHERE s.id = ANY (:series::bigint[]) AND NOT EXISTS (SELECT FROM alert a WHERE a.series_id = s.id)
   AND NOT EXISTS (SELECT FROM open_alert o WHERE o.organization_id = s.organization_id AND o.fingerprint = s.fingerprint AND o.series_id = s.id)
