-- Writes sessions; of one that is known a later end is kept. How many were new.
WITH given AS (
  SELECT DISTINCT ON (organization_id, id) * FROM jsonb_to_recordset(:rows::jsonb) AS r (organization_id int, id text, user_id int, service text, started_at timestamptz, ended_at timestamptz)
   ORDER BY organization_id, id, ended_at DESC NULLS LAST),
     written AS (
  INSERT INTO usage_session AS s (organization_id, id, user_id, service, started_at, ended_at)
  SELECT organization_id, id, user_id, service, started_at, ended_at FROM given ORDER BY 1, 2
  ON CONFLICT (organization_id, id) DO UPDATE SET ended_at = greatest(s.ended_at, excluded.ended_at) RETURNING xmax = 0 AS fresh)
SELECT count(*) FILTER (WHERE fresh)::int AS inserted FROM written
