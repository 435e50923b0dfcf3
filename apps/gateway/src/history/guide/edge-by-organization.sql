-- The same, counted organization by organization: for scopes of few.
WITH organizations AS MATERIALIZED (SELECT id FROM organization WHERE scopes && :scopes::int[])
SELECT count(*) AS n FROM organizations o CROSS JOIN LATERAL (
       SELECT FROM alert a
        WHERE a.organization_id = o.id AND a.starts_at >= :starts_from::timestamptz AND a.starts_at < :starts_until::timestamptz
          AND a.recorded_at >= :from::timestamptz AND a.recorded_at < :until::timestamptz
          AND (:severity::text[] IS NULL OR (SELECT s.severity = ANY (:severity) FROM series s WHERE s.id = a.series_id))
        ORDER BY a.recorded_at, a.id OFFSET 0) AS a
