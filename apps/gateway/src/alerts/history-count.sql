-- Of each scope asked for: how many resolved alerts it has. A row per scope that has some.
-- The binds stand in sub-selects: a plan that does not know them costs the same as one that does, and so is kept.
WITH asked AS (SELECT * FROM unnest((SELECT :asks::int[]), (SELECT :scopes::int[])) AS a (ask, scope)),
     pending AS (SELECT organization_id, sum(history) AS history FROM ledger_delta WHERE tx >= (SELECT ledger_from FROM folded) GROUP BY organization_id)
SELECT ask, sum(history)::bigint AS history
  FROM (SELECT a.ask, t.history FROM asked a JOIN scope_totals t ON t.scope = a.scope
        UNION ALL
        SELECT a.ask, d.history
          -- LIMIT: by index, one after the other; a join would read every organization there is.
          FROM pending d CROSS JOIN LATERAL (SELECT scopes FROM organization WHERE id = d.organization_id LIMIT 1) AS o
         CROSS JOIN LATERAL unnest(o.scopes) AS s (scope) JOIN asked a ON a.scope = s.scope) AS folded
 GROUP BY ask
