-- The living API keys of the scope, or the one of an id in it, oldest first; the organization by its internal id.
SELECT k.id, k.organization_id AS organization, k.name, k.user_id, k.permissions, k.scopes, k.roles, k.cidrs, k.expires_at, k.created_at, k.created_by, k.last_used_at
  FROM api_key k JOIN organization o ON o.id = k.organization_id
 WHERE k.revoked_at IS NULL AND (:id::text IS NULL OR k.id = :id)
   AND (o.owner_id = ANY (:owners::int[]) OR o.distributor_id = ANY (:distributors::int[]) OR o.reseller_id = ANY (:resellers::int[]) OR o.id = ANY (:organizations::int[]))
 ORDER BY k.created_at, k.id
