-- When the line after a number got its own; no row when there is none yet.
SELECT at FROM feed_mark WHERE number > :number::bigint ORDER BY number LIMIT 1
