-- The hosts that alerts of the subtree have spoken of, so many after one.
SELECT organization_id, host, min(first_seen_at) AS first_seen_at
  FROM (SELECT s.organization_id, host_of(s.system_key, s.labels) AS host, s.first_seen_at
          FROM series s JOIN organization o ON o.id = s.organization_id WHERE s.is_system AND o.scopes && :scopes::int[]) AS known
 WHERE (:name::text IS NULL OR host = :name) AND (host, organization_id) > (:after_host::text, :after_organization::int)
 GROUP BY organization_id, host ORDER BY host, organization_id LIMIT :most::int
