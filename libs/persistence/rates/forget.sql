-- Drops the logs of buckets that have been silent for a minute.
DELETE FROM rate_log WHERE ends < floor(extract(epoch FROM clock_timestamp()) * 1000)
