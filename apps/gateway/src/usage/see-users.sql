-- The numeric ids of users by organization and subject; those never seen are made, as of the first time told.
WITH asked AS (
  SELECT organization_id, subject, min(seen_at) AS seen_at FROM jsonb_to_recordset(:rows::jsonb) AS r (organization_id int, subject text, seen_at timestamptz) GROUP BY 1, 2),
     made AS (
  INSERT INTO app_user (organization_id, subject, created_at)
  SELECT a.organization_id, a.subject, a.seen_at FROM asked a
   WHERE NOT EXISTS (SELECT FROM app_user u WHERE u.organization_id = a.organization_id AND u.subject = a.subject)
   ORDER BY 1, 2
  ON CONFLICT (organization_id, subject) DO NOTHING RETURNING id, organization_id, subject)
SELECT id, organization_id, subject FROM made
UNION ALL
SELECT u.id, u.organization_id, u.subject FROM app_user u JOIN asked a ON a.organization_id = u.organization_id AND a.subject = u.subject
