-- The organization each of these systems was last seen with, among these organizations or, when that is null, among all.
SELECT DISTINCT ON (s.system_key) s.system_key, s.organization_id
  FROM series s JOIN organization o ON o.id = s.organization_id AND o.deleted_at IS NULL
 WHERE s.system_key = ANY (:keys::text[]) AND s.system_key <> '' AND s.seen_at IS NOT NULL AND (:organizations::int[] IS NULL OR s.organization_id = ANY (:organizations::int[]))
 ORDER BY s.system_key, s.seen_at DESC, s.organization_id
