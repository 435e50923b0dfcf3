-- How many differences wait to be folded, counted up to 100,000.
SELECT (SELECT count(*) FROM (SELECT FROM ledger_delta LIMIT 100000) AS ledger)::int + (SELECT count(*) FROM (SELECT FROM totals_delta LIMIT 100000) AS totals)::int AS pending
