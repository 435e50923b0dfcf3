-- The names of all that receive the running alerts in scope, each once.
SELECT DISTINCT r.receiver COLLATE "C" AS name
  FROM organization o JOIN open_alert a ON a.organization_id = o.id JOIN series s ON s.id = a.series_id
 CROSS JOIN LATERAL unnest(CASE WHEN a.receivers <> '{}' THEN a.receivers ELSE ARRAY[coalesce(a.receiver, s.receiver, '')] END) AS r(receiver)
 WHERE o.scopes && :scopes::int[] AND r.receiver <> ''
 ORDER BY 1
