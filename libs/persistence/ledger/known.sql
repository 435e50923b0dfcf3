-- Of every (organization, fingerprint, start) asked for: the episode itself, the running one, and for a running start the two that ended before it began.
-- `since` is the first month in which the fingerprint has alerts, `from` the first of all.
WITH asked AS MATERIALIZED (
       SELECT * FROM unnest(:organization_id::int[], :fingerprint::text[], :starts_at::timestamptz[], :runs::boolean[], :since::timestamptz[])
                  AS k (organization_id, fingerprint, starts_at, runs, since))
SELECT a.* FROM asked k JOIN alert a ON a.organization_id = k.organization_id AND a.fingerprint = k.fingerprint AND a.starts_at = k.starts_at
 WHERE k.starts_at >= k.since
UNION ALL
SELECT a.* FROM (SELECT DISTINCT organization_id, fingerprint, since FROM asked) AS k
  JOIN alert a ON a.organization_id = k.organization_id AND a.fingerprint = k.fingerprint AND a.starts_at >= k.since AND a.ends_at IS NULL
 WHERE a.starts_at >= :from::timestamptz
UNION ALL
-- IS TRUE: between two bounds the planner expects so little that it reads the whole organization instead of the fingerprint.
SELECT a.* FROM asked k CROSS JOIN LATERAL (
  SELECT * FROM alert e
   WHERE e.organization_id = k.organization_id AND e.fingerprint = k.fingerprint AND e.starts_at >= k.since AND (e.starts_at < k.starts_at) IS TRUE
     AND e.ends_at IS NOT NULL AND e.starts_at >= :from::timestamptz
   ORDER BY e.starts_at DESC LIMIT 2) a
 WHERE k.runs
