-- The rate limits of the scope that are not the configured one, so many after one; organizations by their internal ids.
SELECT l.organization_id AS organization, l.kind, l.name, l.per_minute
  FROM rate_limit l JOIN organization o ON o.id = l.organization_id
 WHERE (o.owner_id = ANY (:owners::int[]) OR o.distributor_id = ANY (:distributors::int[]) OR o.reseller_id = ANY (:resellers::int[]) OR o.id = ANY (:organizations::int[]))
   AND (l.organization_id, l.kind, l.name) > (:after_organization::int, :after_kind::text, :after_name::text)
 ORDER BY l.organization_id, l.kind, l.name LIMIT :most::int
