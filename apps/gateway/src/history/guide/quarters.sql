-- How many resolved alerts of whole subtrees were recorded in each quarter of an hour from first to before end. Quarters without any are left out.
SELECT quarter AS date, sum(n)::bigint AS n
  FROM (SELECT quarter, n FROM history_quarter WHERE scope = ANY (:scopes::int[]) AND quarter >= :first::int AND quarter < :end::int
        UNION ALL
        SELECT d.recorded_quarter, d.history FROM ledger_delta d JOIN organization o ON o.id = d.organization_id
         WHERE d.tx >= (SELECT ledger_from FROM folded) AND o.scopes && :scopes::int[] AND d.recorded_quarter >= :first::int AND d.recorded_quarter < :end::int) AS counted
 GROUP BY quarter HAVING sum(n) <> 0
