-- Makes an export. A range that reaches into the future ends now.
INSERT INTO export_job (id, organization_id, subject, report_type, format, compression, formula_guard, layout, filters, start_date, end_date, from_at, until_at,
                        subtrees, singles, callback_url, file_name, idempotency_key, body_hash, quota_day, traceparent)
VALUES (gen_random_uuid(), :organization::int, :subject, :report_type, :format, :compression, :formula_guard::boolean, :layout::jsonb, :filters::jsonb, :start_date::date,
        :end_date::date, :from::timestamptz, least(:until::timestamptz, date_trunc('milliseconds', now())), :subtrees::int[], :singles::int[], :callback_url,
        :file_name, :key, :body_hash, :day::date, :traceparent::text)
RETURNING id
