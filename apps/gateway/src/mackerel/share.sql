-- How many resolved alerts a subtree has, and how many there are, as far as they are folded. One row.
SELECT coalesce(sum(history) FILTER (WHERE scope = ANY (:scopes::int[])), 0)::bigint AS own, coalesce(max(history), 0)::bigint AS all_of_them
  FROM scope_totals WHERE scope = ANY (:scopes::int[]) OR scope = (SELECT id FROM organization WHERE role = 'owner' AND deleted_at IS NULL)
