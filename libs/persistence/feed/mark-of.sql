-- The mark of the fold that gave out a number, and the first number that one can still go on from; no row beyond the newest.
SELECT mark, (SELECT number FROM feed_mark ORDER BY number LIMIT 1) AS oldest FROM feed_mark WHERE number >= :number::bigint ORDER BY number LIMIT 1
