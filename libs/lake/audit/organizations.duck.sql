-- The organizations that the ledger and files of the lake do not both have, as they are there: `lacking` in the lake, or `surplus`.
WITH ledger AS (SELECT * REPLACE (from_json(path, '["VARCHAR"]') AS path) FROM read_csv(:rows::VARCHAR, header = false, nullstr = '\N', allow_quoted_nulls = false, quote = '"', escape = '"', delim = ',', max_line_size = 4194304, buffer_size = 8388608, auto_detect = false, columns = {
       'id': 'VARCHAR', 'name': 'VARCHAR', 'role': 'VARCHAR', 'parent': 'VARCHAR', 'path': 'VARCHAR', 'tenant': 'VARCHAR', 'timezone': 'VARCHAR', 'deleted': 'BIGINT'})),
     lake AS (SELECT id, name, role, parent, path, tenant, timezone, epoch_ms(deleted) AS deleted FROM read_parquet(:files::VARCHAR[]))
SELECT 'lacking' AS kind, * FROM (SELECT * FROM ledger EXCEPT ALL SELECT * FROM lake)
UNION ALL
SELECT 'surplus' AS kind, * FROM (SELECT * FROM lake EXCEPT ALL SELECT * FROM ledger)
