-- Notifications after a place, newest first, each with its alerts in scope. Without matchers `organizations` is null.
SELECT x.id, x.at, x.receiver, x.integration, x.outcome, x.reason, x.error, named.alerts
  FROM notification x
 CROSS JOIN LATERAL (
       SELECT json_agg(json_build_object('organization_id', o.public_id, 'fingerprint', n.fingerprint, 'alertname', n.alertname, 'alert_id', a.public_id)
                       ORDER BY n.alertname, o.public_id, n.fingerprint) AS alerts,
              bool_or((cardinality(:alertname::text[]) = 0 OR n.alertname = ANY (:alertname)) AND (cardinality(:fingerprint::text[]) = 0 OR n.fingerprint = ANY (:fingerprint))
                      AND (:organizations::int[] IS NULL OR EXISTS (SELECT FROM unnest(:organizations::int[], :fingerprints::text[]) AS m (organization_id, fingerprint)
                                                                     WHERE m.organization_id = n.organization_id AND m.fingerprint = n.fingerprint))) AS is_meant
         FROM notified_alert n JOIN organization o ON o.id = n.organization_id AND o.scopes && :scopes::int[]
         LEFT JOIN LATERAL (SELECT public_id FROM episode e
                             WHERE e.organization_id = n.organization_id AND e.fingerprint = n.fingerprint AND e.starts_at <= n.since AND (e.ends_at IS NULL OR e.ends_at >= n.since)
                             ORDER BY starts_at DESC LIMIT 1) AS a ON true
        WHERE n.notification_id = x.id) AS named
 WHERE x.at >= coalesce(:from::timestamptz, '-infinity') AND x.at < coalesce(:until::timestamptz, 'infinity')
   AND (:after_id::bigint IS NULL OR (x.at, x.id) < (to_timestamp(:after_at::numeric / 1000)::timestamptz(3), :after_id::bigint))
   AND (cardinality(:receiver::text[]) = 0 OR x.receiver = ANY (:receiver)) AND (cardinality(:integration::text[]) = 0 OR x.integration = ANY (:integration))
   AND (cardinality(:outcome::text[]) = 0 OR x.outcome = ANY (:outcome)) AND (cardinality(:reason::text[]) = 0 OR x.reason = ANY (:reason))
   AND named.is_meant
 ORDER BY x.at DESC, x.id DESC LIMIT :size::int
