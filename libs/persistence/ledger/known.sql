-- Of every (organization, fingerprint, start) asked for: the episode itself, the running one, and for a running start the two that ended before it began.
WITH asked AS (SELECT * FROM jsonb_to_recordset(:keys::jsonb) AS k (organization_id int, fingerprint text, starts_at timestamptz, runs boolean)),
     pairs AS (SELECT DISTINCT organization_id, fingerprint FROM asked)
SELECT a.* FROM asked k JOIN alert a ON a.organization_id = k.organization_id AND a.fingerprint = k.fingerprint AND a.starts_at = k.starts_at
UNION ALL
SELECT a.* FROM pairs p JOIN alert a ON a.organization_id = p.organization_id AND a.fingerprint = p.fingerprint AND a.ends_at IS NULL
UNION ALL
SELECT a.* FROM asked k CROSS JOIN LATERAL (
  SELECT * FROM alert e
   WHERE e.organization_id = k.organization_id AND e.fingerprint = k.fingerprint AND e.starts_at < k.starts_at AND e.ends_at IS NOT NULL
   ORDER BY e.starts_at DESC LIMIT 2) a
 WHERE k.runs
