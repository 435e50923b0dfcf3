-- The open alerts of these organizations that an upstream has shown or sent, and that its answer does not show; and whether a sender tells them that has not fallen silent.
SELECT a.*, a.id IN (SELECT unnest(alerts) FROM telling WHERE until > :now::timestamptz) AS is_told FROM episode a
 WHERE a.organization_id = ANY (:organizations::int[]) AND a.ends_at IS NULL AND a.reporters ? ('upstream ' || :upstream::text) AND a.fingerprint <> ALL (:unplaced::text[])
   AND NOT EXISTS (SELECT FROM unnest(:shown_organizations::int[], :shown_fingerprints::text[]) AS s (organization_id, fingerprint)
                    WHERE s.organization_id = a.organization_id AND s.fingerprint = a.fingerprint)
