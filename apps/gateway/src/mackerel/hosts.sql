-- The hosts that alerts of the subtree have spoken of, so many after one.
SELECT k.organization_id, k.host, min(k.first_seen_at) AS first_seen_at
  FROM alert_kind k JOIN organization o ON o.id = k.organization_id
 WHERE o.scopes && :scopes::int[] AND k.host <> '' AND (:name::text IS NULL OR k.host = :name)
   AND (k.host, k.organization_id) > (:after_host::text, :after_organization::int)
 GROUP BY k.organization_id, k.host ORDER BY k.host, k.organization_id LIMIT :most::int
