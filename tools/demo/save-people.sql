-- Writes the people of the demo with their sessions and calls. Nothing comes back.
WITH people AS (
  INSERT INTO app_user (organization_id, subject, team_ids, created_at)
  SELECT o.id, p.subject, ARRAY[p.team], p.since
    FROM jsonb_to_recordset(:people::jsonb) AS p (organization text, subject text, team text, since timestamptz) JOIN organization o ON o.public_id = p.organization
  ON CONFLICT DO NOTHING RETURNING id, organization_id, subject),
     sessions AS (
  INSERT INTO usage_session (organization_id, id, user_id, service, started_at, ended_at)
  SELECT p.organization_id, s.id, p.id, s.service, s.started, s.ended
    FROM jsonb_to_recordset(:sessions::jsonb) AS s (subject text, id text, service text, started timestamptz, ended timestamptz) JOIN people p USING (subject))
INSERT INTO api_call_quarter (user_id, resource, quarter, calls)
SELECT p.id, c.resource, c.quarter, c.calls
  FROM jsonb_to_recordset(:calls::jsonb) AS c (subject text, resource text, quarter int, calls bigint) JOIN people p USING (subject)
