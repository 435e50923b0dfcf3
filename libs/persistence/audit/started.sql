-- Of what started in a stretch of time of whole months: every number by day of start, pending differences included, that is not what the ledger adds up to; and organizations with series that name a later first start than one of these alerts has.
WITH counted AS (
       SELECT organization_id, floor(extract(epoch FROM starts_at) / 86400)::int AS day, count(*) AS ledger, 0::bigint AS pending
         FROM alert WHERE starts_at >= :from::timestamptz AND starts_at < :until::timestamptz GROUP BY 1, 2
       UNION ALL
       SELECT organization_id, floor(start_quarter / 96::float8)::int, 0, sum(history) FROM ledger_delta
        WHERE tx >= (SELECT ledger_from FROM folded) AND to_timestamp(start_quarter * 900.0) >= :from::timestamptz AND to_timestamp(start_quarter * 900.0) < :until::timestamptz
        GROUP BY 1, 2),
     days AS (
       SELECT s.scope, date '1970-01-01' + c.day AS day, sum(ledger)::bigint AS ledger, sum(pending)::bigint AS pending
         FROM counted c JOIN organization o ON o.id = c.organization_id CROSS JOIN unnest(o.scopes) AS s (scope) GROUP BY 1, 2),
     kept AS (SELECT * FROM start_day WHERE day >= (:from::timestamptz AT TIME ZONE 'UTC')::date AND day < (:until::timestamptz AT TIME ZONE 'UTC')::date)
SELECT 'start_day' AS projection, scope, jsonb_build_object('day', day) AS key, 'n' AS measure, coalesce(ledger, 0) AS expected, coalesce(n, 0) + coalesce(pending, 0) AS found
  FROM days FULL JOIN kept USING (scope, day)
 WHERE coalesce(ledger, 0) <> coalesce(n, 0) + coalesce(pending, 0)
   AND NOT EXISTS (SELECT FROM organization o WHERE o.id = scope AND o.deleted_at IS NOT NULL AND o.role <> 'customer')
UNION ALL
SELECT 'series', s.organization_id, '{}'::jsonb, 'first_start', 0, count(*)
  FROM alert a JOIN series s ON s.id = a.series_id WHERE a.starts_at >= :from::timestamptz AND a.starts_at < :until::timestamptz AND a.starts_at < s.first_start GROUP BY 2
