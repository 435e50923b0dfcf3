-- The time of the database, which all replicas share.
SELECT clock_timestamp()::timestamptz(3) AS now
