-- Every count of resolved alerts in scope_totals, pending differences included, that is not the sum of its months.
WITH months AS (SELECT scope, sum(n)::bigint AS n FROM history_month GROUP BY 1),
     pending AS (
       SELECT s.scope, sum(d.history)::bigint AS n
         FROM ledger_delta d JOIN organization o ON o.id = d.organization_id CROSS JOIN unnest(o.scopes) AS s (scope) WHERE d.tx >= (SELECT ledger_from FROM folded) GROUP BY 1)
SELECT 'scope_totals' AS projection, scope, '{}'::jsonb AS key, 'history' AS measure, coalesce(m.n, 0) + coalesce(p.n, 0) AS expected, coalesce(t.history, 0) + coalesce(p.n, 0) AS found
  FROM months m FULL JOIN scope_totals t USING (scope) LEFT JOIN pending p USING (scope) WHERE coalesce(m.n, 0) <> coalesce(t.history, 0)
