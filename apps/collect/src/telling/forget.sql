-- Drops what was told until a moment that has passed, but where an older word holds longer: the last one says when the alert was last told.
DELETE FROM telling t
 WHERE until <= :now::timestamptz
   AND NOT EXISTS (SELECT FROM telling o WHERE o.until > :now::timestamptz AND o.told_at < t.told_at AND o.alerts && t.alerts)
