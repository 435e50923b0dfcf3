-- The living API keys of the scope, or the one of an id in it, with a part in their name or id where asked for, oldest first; so many after one; the organization by its internal id.
SELECT k.id, k.organization_id AS organization, k.name, k.user_id, k.permissions, k.scopes, k.roles, k.cidrs, k.expires_at, k.created_at, k.created_by, k.last_used_at
  FROM api_key k JOIN organization o ON o.id = k.organization_id
 WHERE k.revoked_at IS NULL AND (:id::text IS NULL OR k.id = :id)
   AND (o.owner_id = ANY (:owners::int[]) OR o.distributor_id = ANY (:distributors::int[]) OR o.reseller_id = ANY (:resellers::int[]) OR o.id = ANY (:organizations::int[]))
   AND (:q::text IS NULL OR position(lower(:q) IN lower(k.name)) > 0 OR position(lower(:q) IN lower(k.id)) > 0)
   AND (k.created_at, k.id) > (:after_at::timestamptz, :after_id::text)
 ORDER BY k.created_at, k.id LIMIT :most::int
