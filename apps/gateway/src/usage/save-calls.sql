-- Adds reported calls; a report whose id is known counts no more. How many were new.
WITH given AS (SELECT * FROM jsonb_to_recordset(:rows::jsonb) AS r (organization_id int, id text, user_id int, resource text, quarter int, calls bigint)),
     named AS (
  INSERT INTO api_call_report (organization_id, id) SELECT DISTINCT organization_id, id FROM given WHERE id IS NOT NULL ORDER BY 1, 2
  ON CONFLICT DO NOTHING RETURNING organization_id, id),
     fresh AS (
  SELECT user_id, resource, quarter, calls FROM given WHERE id IS NULL
  UNION ALL
  SELECT user_id, resource, quarter, calls FROM (SELECT DISTINCT ON (g.organization_id, g.id) g.* FROM given g JOIN named n USING (organization_id, id)) AS once),
     added AS (
  INSERT INTO api_call_quarter AS q (user_id, resource, quarter, calls)
  SELECT user_id, resource, quarter, sum(calls) FROM fresh GROUP BY 1, 2, 3 ORDER BY 1, 3, 2
  ON CONFLICT (user_id, quarter, resource) DO UPDATE SET calls = q.calls + excluded.calls)
SELECT count(*)::int AS inserted FROM fresh
