-- The organizations, from one on, of the next old alerts that have ended; the last of them may have more.
SELECT DISTINCT organization_id
  FROM (SELECT organization_id FROM alert
         WHERE starts_at < :month::timestamptz AND ends_at < :oldest::timestamptz AND organization_id >= :from::int
         ORDER BY organization_id LIMIT :most::int) AS next
 ORDER BY organization_id
