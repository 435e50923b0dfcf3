-- A page of the silences in scope, those that end last first, each with the number of all that pass the filters. One row without a silence when the page is empty.
WITH matching AS MATERIALIZED (
       SELECT s.* FROM silence s JOIN organization o ON o.id = s.organization_id
        WHERE o.scopes && :scopes::int[] AND (:fingerprint::text[] IS NULL OR s.fingerprint = ANY (:fingerprint))
          AND CASE WHEN s.ends_at <= :now::timestamptz THEN 'expired' WHEN s.starts_at > :now::timestamptz THEN 'pending' ELSE 'active' END = ANY (:state::text[]))
SELECT counted.total, page.*, page.organization_id AS organization,
       (SELECT system_key FROM series WHERE organization_id = page.organization_id AND fingerprint = page.fingerprint ORDER BY id DESC LIMIT 1) AS system_key
  FROM (SELECT count(*) AS total FROM matching) AS counted
  LEFT JOIN (SELECT * FROM matching ORDER BY ends_at DESC, id LIMIT :size::bigint OFFSET :skip::bigint) AS page ON true
 ORDER BY page.ends_at DESC, page.id
