-- Writes events that others report; one whose id is known is left alone. How many were new.
WITH written AS (
  INSERT INTO system_event (organization_id, at, severity, source, message, external_id)
  SELECT organization_id, coalesce(at, now()), severity, source, message, 'reported/' || id
    FROM jsonb_to_recordset(:rows::jsonb) AS r (organization_id int, at timestamptz, severity text, source text, message text, id text)
  ON CONFLICT (organization_id, external_id) WHERE external_id IS NOT NULL DO NOTHING RETURNING 1)
SELECT count(*)::int AS inserted FROM written
