-- Writes export jobs that have ended: with an error, or with a file that is gone. Nothing comes back.
INSERT INTO export_job (id, organization_id, subject, report_type, format, compression, formula_guard, filters, start_date, end_date, from_at, until_at, subtrees, singles,
                        file_name, body_hash, quota_day, status, attempt, failures, progress, rows_written, error_code, error_message, error_retryable, created_at, started_at, finished_at, expires_at)
SELECT j.id, o.id, j.subject, j.report, j.format, 'none', true, '{}', (j.at - interval '31 days')::date, (j.at - interval '1 day')::date, date_trunc('day', j.at - interval '31 days'), date_trunc('day', j.at), ARRAY[o.id], '{}',
       j.report || '.' || j.format, md5(j.id::text), j.at::date, CASE WHEN j.code IS NULL THEN 'completed' ELSE 'failed' END, 1, CASE WHEN j.code IS NULL THEN 0 ELSE 1 END,
       CASE WHEN j.code IS NULL THEN 100 ELSE 0 END, j.rows, j.code, j.message, j.code IS NOT NULL OR NULL, j.at, j.at + interval '2 seconds', j.at + interval '9 seconds', CASE WHEN j.code IS NULL THEN j.at + interval '7 days' END
  FROM jsonb_to_recordset(:orders::jsonb) AS j (id uuid, organization text, subject text, report text, format text, at timestamptz, rows bigint, code text, message text) JOIN organization o ON o.public_id = j.organization
