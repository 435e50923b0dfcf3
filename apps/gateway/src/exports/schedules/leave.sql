-- Takes an address off the recipients of a schedule, and off what is on its way. No row back: it was not among them.
WITH waiting AS (
  UPDATE report_delivery SET state = 'failed', due_at = NULL, error = 'it was unsubscribed' WHERE schedule_id = :id::uuid AND kind = 'mail' AND target = :address AND state = 'waiting')
UPDATE report_schedule s
   SET recipients = (SELECT coalesce(jsonb_agg(r ORDER BY n), '[]') FROM jsonb_array_elements(s.recipients) WITH ORDINALITY AS e (r, n) WHERE r ->> 'address' IS DISTINCT FROM :address), version = version + 1
 WHERE id = :id::uuid AND recipients @> jsonb_build_array(jsonb_build_object('address', :address::text)) RETURNING organization_id, name
