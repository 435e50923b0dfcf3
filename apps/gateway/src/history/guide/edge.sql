-- How many resolved alerts in scope were recorded within a part of a day. One row. They are asked for in the order of the index that leads to them, lest another is read as well.
SELECT count(*) AS n FROM (
       SELECT FROM alert a
        WHERE a.starts_at >= :starts_from::timestamptz AND a.starts_at < :starts_until::timestamptz AND a.recorded_at >= :from::timestamptz AND a.recorded_at < :until::timestamptz
          AND (SELECT o.scopes && :scopes::int[] FROM organization o WHERE o.id = a.organization_id)
          AND (:severity::text[] IS NULL OR (SELECT s.severity = ANY (:severity) FROM series s WHERE s.id = a.series_id))
        ORDER BY a.recorded_at, a.id OFFSET 0) AS a
