-- How many differences wait to be folded, counted up to 200,000, and how many rows of the outbox wait for their number, up to 100,000.
SELECT (SELECT count(*) FROM (SELECT FROM ledger_delta WHERE tx >= (SELECT ledger_from FROM folded) LIMIT 100000) AS ledger)::int
     + (SELECT count(*) FROM (SELECT FROM totals_delta WHERE tx >= (SELECT totals_from FROM folded) LIMIT 100000) AS totals)::int AS pending,
       (SELECT count(*) FROM (SELECT FROM outbox WHERE tx >= (SELECT outbox_from FROM feed_end) LIMIT 100000) AS news)::int AS unnumbered
