-- The days that the feed has partitions for, oldest first, with the last number that was given out before the end of each.
SELECT c.relname AS part, d.inhdetachpending AS detaching,
       (SELECT max(number) FROM feed_mark WHERE at < ((to_date(right(c.relname, 8), 'YYYYMMDD') + 1)::timestamp AT TIME ZONE 'UTC')) AS last
  FROM pg_inherits d JOIN pg_class c ON c.oid = d.inhrelid WHERE d.inhparent = 'feed'::regclass ORDER BY 1
