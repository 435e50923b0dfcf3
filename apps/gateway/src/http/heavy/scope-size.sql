-- How many resolved alerts these scopes hold, give or take what waits to be folded.
SELECT coalesce(sum(history), 0)::bigint AS alerts FROM scope_totals WHERE scope = ANY (:scopes::int[])
