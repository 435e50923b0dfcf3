-- Until the transaction ends no other worker takes an export: whose turn it is, is known.
SELECT pg_advisory_xact_lock(4711, 6)
