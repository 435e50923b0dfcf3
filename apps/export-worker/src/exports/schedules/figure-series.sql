-- The series of a scope with alerts that began in a stretch of time, each with what matchers read of it: the values of the labels named, in that order. An absent label is empty.
SELECT s.id::text AS id,
       ARRAY(SELECT coalesce(s.labels ->> n.name, CASE n.name WHEN 'alertname' THEN s.alertname WHEN 'severity' THEN s.severity WHEN 'system_key' THEN s.system_key
                                                              WHEN 'organization_id' THEN o.public_id END, '')
               FROM unnest(:names::text[]) WITH ORDINALITY AS n (name, nth) ORDER BY n.nth) AS "values"
  FROM series s JOIN organization o ON o.id = s.organization_id
 WHERE s.id IN (
         SELECT series_id FROM episode
          WHERE organization_id IN (SELECT id FROM organization WHERE scopes && (:subtrees::int[] || ARRAY(SELECT CASE role WHEN 'customer' THEN id ELSE -id END FROM organization WHERE id = ANY (:singles::int[]))))
            AND starts_at >= :before::timestamptz AND starts_at < :until::timestamptz)
