-- The keys of these ids that were not revoked, each with its organization's own ranges.
SELECT k.id, k.organization_id AS organization, k.user_id AS "user", k.name, k.secret_hash AS hash, k.permissions, k.scopes, k.roles, k.cidrs,
       k.expires_at AS "expiresAt", coalesce(r.cidrs, '{}') AS "organizationCidrs"
  FROM api_key k LEFT JOIN ip_restriction r USING (organization_id)
 WHERE k.id = ANY (:ids::text[]) AND k.revoked_at IS NULL
