-- The organization that each of these systems was told to be of, by a label that named it, among these organizations or, when that is null, among all.
-- A system that several have claimed is left out.
SELECT s.system_key, min(s.organization_id) AS organization_id
  FROM series s JOIN organization o ON o.id = s.organization_id AND o.deleted_at IS NULL
 WHERE s.system_key = ANY (:keys::text[]) AND s.system_key <> '' AND s.seen_at IS NOT NULL AND s.labels ->> 'organization_id' = o.public_id
   AND (:organizations::int[] IS NULL OR s.organization_id = ANY (:organizations::int[]))
 GROUP BY s.system_key HAVING count(DISTINCT s.organization_id) = 1
