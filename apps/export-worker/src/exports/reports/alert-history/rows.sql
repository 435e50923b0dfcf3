-- The resolved alerts of the scope recorded in [from, until) that pass the filters (an empty one lets all pass), newest first: the order of the endpoint.
SELECT a.id, (SELECT public_id FROM organization WHERE id = a.organization_id) AS organization_id, s.system_key, s.alertname, s.severity, 'resolved'::text AS status, s.fingerprint,
       a.starts_at, a.ends_at, a.acknowledged_at, coalesce(a.annotations, s.annotations) ->> 'summary' AS summary, s.labels, coalesce(a.annotations, s.annotations) AS annotations,
       nullif(coalesce(a.receiver, s.receiver), '') AS receiver, a.resolution, a.recorded_at AS created_at, alert_public_id(a.id) AS alert_id
  FROM (SELECT * FROM alert a
         WHERE a.recorded_at >= :from::timestamptz AND a.recorded_at < :until::timestamptz
           AND a.organization_id IN (SELECT id FROM organization WHERE scopes && :scopes::int[])
           AND (cardinality(:system_key::text[]) = 0 OR (SELECT s.system_key = ANY (:system_key::text[]) FROM series s WHERE s.id = a.series_id))
           AND (cardinality(:alertname::text[]) = 0 OR (SELECT s.alertname = ANY (:alertname::text[]) FROM series s WHERE s.id = a.series_id))
           AND (cardinality(:severity::text[]) = 0 OR (SELECT s.severity = ANY (:severity::text[]) FROM series s WHERE s.id = a.series_id))
           AND (cardinality(:status::text[]) = 0 OR 'resolved' = ANY (:status::text[]))
         ORDER BY a.recorded_at DESC, a.id DESC OFFSET 0) AS a
 CROSS JOIN LATERAL (SELECT * FROM series WHERE id = a.series_id LIMIT 1) AS s
 ORDER BY a.recorded_at DESC, a.id DESC
