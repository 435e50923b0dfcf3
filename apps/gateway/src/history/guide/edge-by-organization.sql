-- The same, counted organization by organization: for scopes of few.
SELECT coalesce(sum(a.n), 0)::bigint AS n FROM organization o CROSS JOIN LATERAL (
       SELECT count(*) AS n FROM alert a
        WHERE a.organization_id = o.id AND a.starts_at >= :starts_from::timestamptz AND a.starts_at < :starts_until::timestamptz
          AND a.recorded_at >= :from::timestamptz AND a.recorded_at < :until::timestamptz
          AND (:severity::text[] IS NULL OR (SELECT s.severity = ANY (:severity) FROM series s WHERE s.id = a.series_id))) AS a
 WHERE o.scopes && :scopes::int[]
