-- The alerts that the ledger and files of the lake do not both have, as they are there: `lacking` in the lake, or `surplus`.
WITH ledger AS (SELECT * REPLACE (labels::JSON::MAP(VARCHAR, VARCHAR)::VARCHAR AS labels) FROM read_csv(:rows::VARCHAR, header = false, nullstr = '\N', allow_quoted_nulls = false, quote = '"', escape = '"', delim = ',', max_line_size = 4194304, buffer_size = 8388608, auto_detect = false, columns = {
       'id': 'VARCHAR', 'organization': 'VARCHAR', 'tenant': 'VARCHAR', 'fingerprint': 'VARCHAR', 'alertname': 'VARCHAR', 'severity': 'VARCHAR', 'system': 'VARCHAR', 'priority': 'VARCHAR', 'starts': 'BIGINT', 'ends': 'BIGINT',
       'recorded': 'BIGINT', 'acknowledged': 'BIGINT', 'resolution': 'VARCHAR', 'source': 'BIGINT', 'policy': 'BIGINT', 'number': 'VARCHAR', 'labels': 'VARCHAR', 'summary': 'VARCHAR'})),
     lake AS (SELECT id, organization, tenant, fingerprint, alertname, severity, system, priority, epoch_ms(starts) AS starts, epoch_ms(ends) AS ends, epoch_ms(recorded) AS recorded, epoch_ms(acknowledged) AS acknowledged,
                     resolution, source, policy, number, labels::VARCHAR AS labels, summary FROM read_parquet(:files::VARCHAR[]))
SELECT 'lacking' AS kind, * FROM (SELECT * FROM ledger EXCEPT ALL SELECT * FROM lake)
UNION ALL
SELECT 'surplus' AS kind, * FROM (SELECT * FROM lake EXCEPT ALL SELECT * FROM ledger)
