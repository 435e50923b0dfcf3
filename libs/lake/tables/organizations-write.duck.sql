-- Writes the file of all organizations, after organizations-sums.duck.sql. What the log tells of it, read from the file.
COPY (SELECT id, name, role, parent, path, tenant, timezone, deleted FROM lake_organization ORDER BY path) TO :file (FORMAT parquet, COMPRESSION zstd);
SELECT count(*) AS rows, {'id': min(id)} AS least, {'id': max(id)} AS most, {'id': count(*) - count(id)} AS nulls FROM read_parquet(:file::VARCHAR)
