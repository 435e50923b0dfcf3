-- The rows of some files of the alerts.
SELECT id FROM read_parquet(:files::VARCHAR[])
