-- How many transactions have recorded what neither the kept numbers nor the feed have taken in, counted up to 100,000, and the oldest of them. One row.
SELECT count(*) AS batches, min(tx)::text AS oldest
  FROM (SELECT tx FROM ledger_delta WHERE tx >= (SELECT ledger_from FROM folded)
        UNION SELECT tx FROM totals_delta WHERE tx >= (SELECT totals_from FROM folded)
        UNION SELECT tx FROM outbox WHERE tx >= (SELECT outbox_from FROM feed_end) LIMIT 100000) AS waiting
