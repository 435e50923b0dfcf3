-- Makes the export of a slot, and its run, unless the slot has one. No row back: it has.
WITH made AS (
  INSERT INTO export_job (id, organization_id, subject, report_type, format, compression, formula_guard, layout, filters, start_date, end_date, from_at, until_at, subtrees, singles, file_name, body_hash, quota_day)
  SELECT gen_random_uuid(), s.organization_id, s.subject, s.prepared ->> 'report_type', s.prepared ->> 'format', s.prepared ->> 'compression', (s.prepared ->> 'formula_guard')::boolean,
         nullif(s.prepared -> 'layout', 'null'), s.prepared -> 'filters', :first::date, :last::date, :from::timestamptz, least(:until::timestamptz, date_trunc('milliseconds', now())), s.subtrees, s.singles,
         regexp_replace(s.prepared ->> 'file_name', ' \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\.', format(' %s to %s.', :first::text, :last::text)), md5(s.id::text || :slot::text), 'epoch'::date
    FROM report_schedule s WHERE s.id = :id::uuid AND NOT EXISTS (SELECT FROM report_run r WHERE r.schedule_id = s.id AND r.slot = :slot::timestamptz)
  RETURNING id)
INSERT INTO report_run (schedule_id, slot, export_id, state) SELECT :id::uuid, :slot::timestamptz, id, 'running' FROM made RETURNING export_id
