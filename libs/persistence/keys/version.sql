-- The version of keys, restrictions and rate limits: a higher one means that some of them changed.
SELECT version FROM keys_version
