-- The series that run in scope, each with what matchers read of it: the values of the labels named, in that order. An absent label is empty.
SELECT s.id::text AS id,
       ARRAY(SELECT coalesce(s.labels ->> n.name, CASE n.name WHEN 'alertname' THEN s.alertname WHEN 'severity' THEN s.severity WHEN 'system_key' THEN s.system_key
                                                              WHEN 'organization_id' THEN o.public_id END, '')
               FROM unnest(:names::text[]) WITH ORDINALITY AS n (name, nth) ORDER BY n.nth) AS "values"
  FROM (SELECT DISTINCT a.series_id
          FROM /*reach*/open_alert a WHERE (SELECT o.scopes && :scopes::int[] FROM organization o WHERE o.id = a.organization_id)/**/) AS running
  JOIN series s ON s.id = running.series_id JOIN organization o ON o.id = s.organization_id
