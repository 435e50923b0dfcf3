-- Creates or changes users. What is not given stays, or is now.
WITH given AS (
  SELECT * FROM jsonb_to_recordset(:rows::jsonb) AS r (organization_id int, subject text, team_ids text[], created_at timestamptz, deleted_at timestamptz)),
     changed AS (
  UPDATE app_user u SET team_ids = coalesce(g.team_ids, u.team_ids), created_at = coalesce(g.created_at, u.created_at), deleted_at = g.deleted_at
    FROM given g WHERE g.organization_id = u.organization_id AND g.subject = u.subject)
INSERT INTO app_user (organization_id, subject, team_ids, created_at, deleted_at)
SELECT organization_id, subject, coalesce(team_ids, '{}'), coalesce(created_at, now()), deleted_at FROM given ORDER BY 1, 2
ON CONFLICT (organization_id, subject) DO NOTHING
