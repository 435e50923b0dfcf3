-- How many notifications there are of each key, most first.
SELECT key, count FROM (
       SELECT /*key*/x.receiver/**/ AS key, count(DISTINCT x.id)::int AS count
         FROM notification x JOIN notified_alert n ON n.notification_id = x.id JOIN organization o ON o.id = n.organization_id AND o.scopes && :scopes::int[]
        WHERE x.at >= coalesce(:from::timestamptz, '-infinity') AND x.at < coalesce(:until::timestamptz, 'infinity')
          AND (cardinality(:receiver::text[]) = 0 OR x.receiver = ANY (:receiver)) AND (cardinality(:integration::text[]) = 0 OR x.integration = ANY (:integration))
          AND (cardinality(:outcome::text[]) = 0 OR x.outcome = ANY (:outcome)) AND (cardinality(:reason::text[]) = 0 OR x.reason = ANY (:reason))
          AND (cardinality(:alertname::text[]) = 0 OR n.alertname = ANY (:alertname)) AND (cardinality(:fingerprint::text[]) = 0 OR n.fingerprint = ANY (:fingerprint))
          AND (:organizations::int[] IS NULL OR EXISTS (SELECT FROM unnest(:organizations::int[], :fingerprints::text[]) AS m (organization_id, fingerprint)
                                                         WHERE m.organization_id = n.organization_id AND m.fingerprint = n.fingerprint))
        GROUP BY 1) AS c
 ORDER BY count DESC, key COLLATE "C"
