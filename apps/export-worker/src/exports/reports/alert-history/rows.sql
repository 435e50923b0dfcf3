-- The resolved alerts of the scope recorded in [from, until) that pass the filters (an empty one lets all pass), newest first: the order of the endpoint and of the owner's index.
SELECT a.id, o.public_id AS organization_id, a.system_key, a.alertname, a.severity, 'resolved'::text AS status, a.fingerprint, a.starts_at, a.ends_at,
       a.acknowledged_at, a.annotations ->> 'summary' AS summary, a.labels, a.annotations, a.receiver, a.resolution, a.recorded_at AS created_at
  FROM episode a JOIN organization o ON o.id = a.organization_id
 WHERE a.ends_at IS NOT NULL AND a.recorded_at >= :from::timestamptz AND a.recorded_at < :until::timestamptz
   AND a.owner_id = :owner::int
   AND (a.owner_id = ANY (:owners::int[]) OR a.distributor_id = ANY (:distributors::int[]) OR a.reseller_id = ANY (:resellers::int[])
        OR a.organization_id = ANY (:organizations::int[]))
   AND (cardinality(:system_key::text[]) = 0 OR a.system_key = ANY (:system_key::text[]))
   AND (cardinality(:alertname::text[]) = 0 OR a.alertname = ANY (:alertname::text[]))
   AND (cardinality(:severity::text[]) = 0 OR a.severity = ANY (:severity::text[]))
   AND (cardinality(:status::text[]) = 0 OR 'resolved' = ANY (:status::text[]))
 ORDER BY a.recorded_at DESC, a.id DESC
