-- The same for each day, with the quarters between which its alerts started, and those of the scopes that have any.
SELECT day - date '1970-01-01' AS date, sum(n)::bigint AS n, min(first_start) AS first_start, max(last_start) AS last_start, array_agg(DISTINCT scope) AS scopes
  FROM (SELECT scope, day, n, first_start, last_start FROM history_day
         WHERE scope = ANY (:scopes::int[]) AND day >= date '1970-01-01' + :first_day::int AND day < date '1970-01-01' + :end_day::int AND (:severity::text[] IS NULL OR severity = ANY (:severity))
        UNION ALL
        SELECT s.scope, day, d.history, d.start_quarter, d.start_quarter
          FROM ledger_delta d JOIN organization o ON o.id = d.organization_id CROSS JOIN unnest(o.scopes) AS s (scope)
         CROSS JOIN LATERAL (SELECT (to_timestamp(d.recorded_quarter * 900.0) AT TIME ZONE 'UTC')::date AS day) AS recorded
         WHERE d.tx >= (SELECT ledger_from FROM folded) AND s.scope = ANY (:scopes::int[]) AND day >= date '1970-01-01' + :first_day::int AND day < date '1970-01-01' + :end_day::int
           AND (:severity::text[] IS NULL OR coalesce(d.severity, '') = ANY (:severity))) AS counted
 GROUP BY day HAVING sum(n) <> 0
