-- The last number of the feed. One row.
SELECT number FROM feed_end
