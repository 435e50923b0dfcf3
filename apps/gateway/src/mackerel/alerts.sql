-- A page of the alerts of one subtree: newest opening second first, ties by id, strictly after a position. Bounded by an index on starts_at: rows are read
-- down to the second in which the page ends, and no further.
WITH lowest AS (
  SELECT date_trunc('second', min(starts_at)) AS second
    FROM (SELECT starts_at FROM episode a
           WHERE /*level*/a.owner_id/**/ = :root::int AND a.starts_at < :before::timestamptz /*open*/AND a.ends_at IS NULL/**/
           ORDER BY starts_at DESC LIMIT :size::int) AS reach)
SELECT a.public_id, o.tenant_id, a.organization_id, a.alertname, a.severity, a.system_key, a.labels, a.annotations, a.starts_at, a.ends_at, a.close_reason
  FROM episode a JOIN organization o ON o.id = a.organization_id
 WHERE /*level*/a.owner_id/**/ = :root::int AND a.starts_at < :before::timestamptz + interval '1 second' /*open*/AND a.ends_at IS NULL/**/
   AND a.starts_at >= coalesce((SELECT second FROM lowest), :before::timestamptz)
   AND (a.starts_at < :before::timestamptz OR a.public_id COLLATE "C" < :after_id)
 ORDER BY date_trunc('second', a.starts_at) DESC, a.public_id COLLATE "C" DESC
 LIMIT :size::int
