-- Exports as spreadsheets and as columns.
ALTER TABLE export_job DROP CONSTRAINT export_job_format_check, ADD CONSTRAINT export_job_format_check CHECK (format IN ('csv', 'ndjson', 'xlsx', 'parquet'));
