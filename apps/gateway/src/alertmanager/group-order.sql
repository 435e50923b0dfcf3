-- The running alerts in scope that pass, once for each receiver, group by group: by organization, name and receiver, and by fingerprint within.
SELECT a.id::text AS id, o.public_id AS organization, coalesce(s.labels ->> 'alertname', s.alertname) AS alertname, r.receiver
  FROM organization o JOIN open_alert a ON a.organization_id = o.id JOIN series s ON s.id = a.series_id
 CROSS JOIN LATERAL unnest(CASE WHEN a.receivers <> '{}' THEN a.receivers ELSE ARRAY[coalesce(a.receiver, s.receiver, '')] END) AS r(receiver)
 WHERE o.scopes && :scopes::int[]
   AND (:active::bool OR a.state <> 'active') AND (:silenced::bool OR a.silenced_by = '{}') AND (:inhibited::bool OR a.inhibited_by = '{}')
   AND (:unprocessed::bool OR a.state <> 'unprocessed')
 ORDER BY o.public_id COLLATE "C", coalesce(s.labels ->> 'alertname', s.alertname) COLLATE "C", r.receiver COLLATE "C", a.fingerprint COLLATE "C", a.id
