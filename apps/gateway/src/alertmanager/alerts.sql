-- The running alerts of these ids, as they are now, with what an Alertmanager says of each. What is told of an alert besides its labels stands among them unless a label says it.
SELECT a.id::text AS id, a.fingerprint, a.state, a.silenced_by, a.inhibited_by, a.muted_by, a.generator_url, a.starts_at, a.last_seen_at,
       coalesce(a.annotations, s.annotations) AS annotations,
       CASE WHEN a.receivers <> '{}' THEN a.receivers ELSE array_remove(ARRAY[nullif(coalesce(a.receiver, s.receiver), '')], NULL) END AS receivers,
       jsonb_strip_nulls(jsonb_build_object('alertname', nullif(s.alertname, ''), 'severity', nullif(s.severity, ''), 'system_key', nullif(s.system_key, '')))
         || s.labels || jsonb_build_object('organization_id', o.public_id) AS labels
  FROM open_alert a JOIN series s ON s.id = a.series_id JOIN organization o ON o.id = a.organization_id
 WHERE a.id = ANY (:ids::bigint[]) AND o.scopes && :scopes::int[]
