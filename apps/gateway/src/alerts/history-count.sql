-- How many resolved alerts the scope has. One row.
SELECT coalesce(sum(history), 0)::bigint AS history
  FROM (SELECT history FROM scope_totals WHERE scope = ANY (:scopes::int[])
        UNION ALL
        SELECT d.history FROM ledger_delta d JOIN organization o ON o.id = d.organization_id WHERE o.scopes && :scopes::int[]) AS folded
