-- The months of the ledger from before :month that hold nothing; detached, too, those that an earlier attempt left.
SELECT c.relname AS part, i.inhrelid IS NOT NULL AS attached, coalesce(i.inhdetachpending, false) AS detaching
  FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname ~ '^alert_[0-9]{6}$'
   AND c.relname < 'alert_' || to_char(:month::timestamptz AT TIME ZONE 'UTC', 'YYYYMM') AND is_empty(c.relname) ORDER BY 1
