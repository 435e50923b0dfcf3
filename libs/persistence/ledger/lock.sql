-- Serializes who changes alerts of the same organizations. Stripes bound the number of locks, the order prevents deadlocks.
-- What follows looks rows up by index: plans are made once, and not by what the tables hold at that moment.
SELECT pg_advisory_xact_lock(4712, stripe), set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)
  FROM (SELECT DISTINCT organization_id % 1024 AS stripe FROM unnest(:organizations::int[]) AS organization_id ORDER BY stripe) AS stripes
