-- Orders an alert history of everything below an organization, so long ago that no queue is waited for.
INSERT INTO export_job (id, organization_id, subject, report_type, format, compression, formula_guard, filters, start_date, end_date, from_at, until_at,
                        subtrees, singles, file_name, body_hash, quota_day, created_at)
VALUES (gen_random_uuid(), :organization::int, 'bench', 'alert-history', :format, :compression, true, '{}', :from::timestamptz::date, :until::timestamptz::date,
        :from::timestamptz, :until::timestamptz, ARRAY[:organization::int], '{}', 'bench', '', now()::date, now() - interval '1 hour')
RETURNING id
