-- The running alerts of an organization that Alertmanagers tell of, with the labels they tell.
SELECT a.fingerprint, s.labels
  FROM open_alert a JOIN series s ON s.id = a.series_id
 WHERE a.organization_id = :organization::int AND a.origin = 'alertmanager'
 ORDER BY a.id
