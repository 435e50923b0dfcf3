-- How a CSV file is laid out, where the order says so: delimiter, bom, columns, label_columns.
ALTER TABLE export_job ADD COLUMN layout jsonb;
