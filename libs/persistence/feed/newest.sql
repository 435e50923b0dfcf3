-- Where the feed ends. One row.
SELECT number, mark FROM feed_end
