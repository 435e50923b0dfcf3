-- Stores series that are new, or notes an earlier start and who told them. Their ids, in the order given, and whether their system or monitor is one too many.
-- The first series of a system, or of a name, stands for it, unless its organization has `most` of them.
WITH told AS MATERIALIZED (
       SELECT *, host_of(system_key, labels) AS host, left(alertname, 256) AS name
         FROM unnest(:organization_id::int[], :fingerprint::text[], :key::uuid[], :alertname::text[], :severity::text[], :system_key::text[], :labels::jsonb[], :annotations::jsonb[],
                     :receiver::text[], :first_start::timestamptz[], :seen_at::timestamptz[])
              WITH ORDINALITY AS n (organization_id, fingerprint, key, alertname, severity, system_key, labels, annotations, receiver, first_start, seen_at, nth)),
     new_systems AS MATERIALIZED (
       SELECT organization_id, min(nth) AS nth FROM told t
        WHERE host <> '' AND NOT EXISTS (SELECT FROM series s WHERE s.organization_id = t.organization_id AND host_of(s.system_key, s.labels) = t.host AND s.is_system)
        GROUP BY organization_id, host),
     new_monitors AS MATERIALIZED (
       SELECT organization_id, min(nth) AS nth FROM told t
        WHERE NOT EXISTS (SELECT FROM series s WHERE s.organization_id = t.organization_id AND left(s.alertname, 256) = t.name AND s.is_monitor)
        GROUP BY organization_id, name),
     systems AS MATERIALIZED (
       SELECT nth, taken + row_number() OVER (PARTITION BY organization_id ORDER BY nth) <= :most::int AS fits
         FROM new_systems
         JOIN (SELECT organization_id, (SELECT count(*) FROM (SELECT FROM series s WHERE s.organization_id = o.organization_id AND s.is_system LIMIT :most::int) AS held) AS taken
                 FROM (SELECT DISTINCT organization_id FROM new_systems) AS o) AS counted USING (organization_id)),
     monitors AS MATERIALIZED (
       SELECT nth, taken + row_number() OVER (PARTITION BY organization_id ORDER BY nth) <= :most::int AS fits
         FROM new_monitors
         JOIN (SELECT organization_id, (SELECT count(*) FROM (SELECT FROM series s WHERE s.organization_id = o.organization_id AND s.is_monitor LIMIT :most::int) AS held) AS taken
                 FROM (SELECT DISTINCT organization_id FROM new_monitors) AS o) AS counted USING (organization_id)),
     chosen AS MATERIALIZED (
       SELECT t.*, coalesce(y.fits, false) AS is_system, coalesce(m.fits, false) AS is_monitor, coalesce(NOT y.fits, false) AS is_system_over, coalesce(NOT m.fits, false) AS is_monitor_over
         FROM told t LEFT JOIN systems y USING (nth) LEFT JOIN monitors m USING (nth)),
     stored AS (
       INSERT INTO series AS s (organization_id, fingerprint, key, alertname, severity, system_key, labels, annotations, receiver, first_start, first_seen_at, seen_at, is_system, is_monitor)
       SELECT organization_id, fingerprint, key, alertname, severity, system_key, labels, annotations, receiver, first_start, :now::timestamptz, seen_at, is_system, is_monitor
         FROM chosen ORDER BY nth
       ON CONFLICT (organization_id, fingerprint, key) DO UPDATE
          SET first_start = least(s.first_start, excluded.first_start), seen_at = greatest(s.seen_at, excluded.seen_at),
              is_system = s.is_system OR excluded.is_system, is_monitor = s.is_monitor OR excluded.is_monitor
       RETURNING id, organization_id, fingerprint, key)
SELECT s.id, c.organization_id, c.is_system_over, c.is_monitor_over FROM stored s JOIN chosen c USING (organization_id, fingerprint, key) ORDER BY c.nth
