-- Of each scope asked for: how many resolved alerts it has. A row per scope that has some.
WITH asked AS (SELECT * FROM unnest(:asks::int[], :scopes::int[]) AS a (ask, scope))
SELECT ask, sum(history)::bigint AS history
  FROM (SELECT a.ask, t.history FROM asked a JOIN scope_totals t ON t.scope = a.scope
        UNION ALL
        SELECT a.ask, d.history
          FROM ledger_delta d JOIN organization o ON o.id = d.organization_id CROSS JOIN LATERAL unnest(o.scopes) AS s (scope) JOIN asked a ON a.scope = s.scope) AS folded
 GROUP BY ask
