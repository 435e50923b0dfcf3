-- Ends a run, makes its deliveries due, and counts failures in a row. How many there are now.
WITH ended AS (
  UPDATE report_run SET state = CASE WHEN :error::text IS NULL THEN 'done' ELSE 'failed' END, error = :error::text WHERE schedule_id = :id::uuid AND slot = :slot::timestamptz),
     due AS (
  INSERT INTO report_delivery (schedule_id, slot, nth, kind, target, due_at)
  SELECT :id::uuid, :slot::timestamptz, nth, kind, target, now() FROM jsonb_to_recordset(:deliveries::jsonb) AS d (nth int, kind text, target text) ON CONFLICT DO NOTHING)
UPDATE report_schedule SET failures = CASE WHEN :error::text IS NULL THEN 0 ELSE failures + 1 END WHERE id = :id::uuid RETURNING failures
