-- Makes the export of a schedule for this moment, and its run, whose slot is the first millisecond from then on that has none. One row.
WITH chosen AS (
  SELECT coalesce((SELECT max(slot) + interval '1 millisecond' FROM report_run WHERE schedule_id = :id::uuid AND slot >= :slot::timestamptz), :slot::timestamptz)::timestamptz(3) AS slot),
     made AS (
  INSERT INTO export_job (id, organization_id, subject, report_type, format, compression, formula_guard, layout, filters, start_date, end_date, from_at, until_at, subtrees, singles, file_name, body_hash, quota_day)
  SELECT gen_random_uuid(), s.organization_id, :subject, s.prepared ->> 'report_type', s.prepared ->> 'format', s.prepared ->> 'compression', (s.prepared ->> 'formula_guard')::boolean,
         nullif(s.prepared -> 'layout', 'null'), s.prepared -> 'filters', :first::date, :last::date, :from::timestamptz, least(:until::timestamptz, date_trunc('milliseconds', now())), s.subtrees, s.singles,
         regexp_replace(s.prepared ->> 'file_name', ' \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\.', format(' %s to %s.', :first::text, :last::text)), md5(s.id::text || chosen.slot::text), :day::date
    FROM report_schedule s, chosen WHERE s.id = :id::uuid
  RETURNING id)
INSERT INTO report_run (schedule_id, slot, export_id, state) SELECT :id::uuid, chosen.slot, made.id, 'running' FROM made, chosen RETURNING slot, export_id
