-- How many resolved alerts of the scopes were recorded in each month, on the days from first_day to before end_day. Days are numbers, a month is its first.
SELECT month - date '1970-01-01' AS date, sum(n)::bigint AS n
  FROM (SELECT month, n FROM history_month
         WHERE scope = ANY (:scopes::int[]) AND month >= date '1970-01-01' + :first_month::int AND month < date '1970-01-01' + :end_month::int AND (:severity::text[] IS NULL OR severity = ANY (:severity))
        UNION ALL
        SELECT date_trunc('month', day)::date, n FROM history_day
         WHERE scope = ANY (:scopes::int[]) AND day >= date '1970-01-01' + :first_day::int AND day < date '1970-01-01' + :head_end::int AND (:severity::text[] IS NULL OR severity = ANY (:severity))
        UNION ALL
        SELECT date_trunc('month', day)::date, n FROM history_day
         WHERE scope = ANY (:scopes::int[]) AND day >= date '1970-01-01' + :tail_start::int AND day < date '1970-01-01' + :end_day::int AND (:severity::text[] IS NULL OR severity = ANY (:severity))
        UNION ALL
        SELECT date_trunc('month', day)::date, d.history
          FROM ledger_delta d JOIN organization o ON o.id = d.organization_id
         CROSS JOIN LATERAL (SELECT (to_timestamp(d.recorded_quarter * 900.0) AT TIME ZONE 'UTC')::date AS day) AS recorded
         WHERE d.tx >= (SELECT ledger_from FROM folded) AND o.scopes && :scopes::int[] AND day >= date '1970-01-01' + :first_day::int AND day < date '1970-01-01' + :end_day::int
           AND (:severity::text[] IS NULL OR coalesce(d.severity, '') = ANY (:severity))) AS counted
 GROUP BY month HAVING sum(n) <> 0
