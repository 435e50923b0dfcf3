-- Serializes who changes alerts of the same organizations. Stripes bound the number of locks, the order prevents deadlocks.
SELECT pg_advisory_xact_lock(4712, stripe)
  FROM (SELECT DISTINCT organization_id % 1024 AS stripe FROM unnest(:organizations::int[]) AS organization_id ORDER BY stripe) AS stripes
