-- The open alerts of these organizations that an Alertmanager brought before :sent and that it no longer shows; given :since, only those missing before or newer than that.
SELECT a.* FROM alert a
 WHERE a.organization_id = ANY (:organizations::int[]) AND a.ends_at IS NULL AND a.origin = 'alertmanager' AND a.last_seen_at <= :sent::timestamptz
   AND (:since::timestamptz IS NULL OR a.missed > 0 OR a.last_seen_at > :since::timestamptz)
   AND a.fingerprint <> ALL (:unplaced::text[])
   AND NOT EXISTS (SELECT FROM unnest(:shown_organizations::int[], :shown_fingerprints::text[]) AS s (organization_id, fingerprint)
                    WHERE s.organization_id = a.organization_id AND s.fingerprint = a.fingerprint)
