-- How many resolutions were recorded in each of the ranges of quarters, first to next bound. Ranges without any are left out.
SELECT width_bucket(quarter, :bounds::int[]) AS range, sum(n)::int AS count
  FROM (SELECT quarter, n FROM history_quarter
         WHERE scope = ANY (:subtrees::int[]) AND quarter >= :first::int AND quarter < :last::int
        UNION ALL
        SELECT d.recorded_quarter, d.history FROM ledger_delta d JOIN organization o ON o.id = d.organization_id
         WHERE o.scopes && :subtrees::int[] AND d.tx >= (SELECT ledger_from FROM folded) AND d.recorded_quarter >= :first::int AND d.recorded_quarter < :last::int
        UNION ALL
        SELECT floor(extract(epoch FROM recorded_at) / 900)::int, count(*)::int FROM alert
         WHERE organization_id = ANY (:organizations::int[])
           AND recorded_at >= to_timestamp(:first::int * 900.0) AND recorded_at < to_timestamp(:last::int * 900.0)
         GROUP BY 1) AS counted
 GROUP BY 1
