-- Others of the organization wait: its schedules are counted.
SELECT pg_advisory_xact_lock(4713, :organization::int)
