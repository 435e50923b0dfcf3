-- The running alerts in scope that pass, in the order of their fingerprints.
SELECT a.id::text AS id
  FROM organization o JOIN open_alert a ON a.organization_id = o.id
 WHERE o.scopes && :scopes::int[]
   AND (:active::bool OR a.state <> 'active') AND (:silenced::bool OR a.silenced_by = '{}') AND (:inhibited::bool OR a.inhibited_by = '{}')
   AND (:unprocessed::bool OR a.state <> 'unprocessed')
 ORDER BY a.fingerprint COLLATE "C", a.id
