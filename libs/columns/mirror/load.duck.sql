-- Takes in what was read from PostgreSQL: told alerts go, with what held them, and come again as they are now; of series only new ones; organizations as a whole.
DELETE FROM alert WHERE id IN (SELECT unnest(:told::BIGINT[]));
DELETE FROM held WHERE alert IN (SELECT unnest(:told::BIGINT[]));
INSERT INTO alert SELECT * FROM read_csv(:alerts::VARCHAR, header = false, nullstr = '\N', allow_quoted_nulls = false, quote = '"', escape = '"', delim = ',', max_line_size = 4194304, buffer_size = 8388608, auto_detect = false, columns = {
  'id': 'BIGINT', 'series': 'BIGINT', 'organization': 'INTEGER', 'starts': 'BIGINT', 'ends': 'BIGINT', 'recorded': 'BIGINT', 'acknowledged': 'BIGINT', 'resolution': 'VARCHAR',
  'priority': 'VARCHAR', 'number': 'VARCHAR', 'source': 'BIGINT', 'policy': 'BIGINT', 'assignee': 'VARCHAR', 'is_closed': 'BOOLEAN', 'own_summary': 'VARCHAR'});
INSERT INTO held SELECT alert, moment, nth, kind, from_json(keys, '["VARCHAR"]') FROM read_csv(:held::VARCHAR, header = false, nullstr = '\N', allow_quoted_nulls = false, quote = '"', escape = '"', delim = ',', max_line_size = 4194304, buffer_size = 8388608, auto_detect = false, columns = {
  'alert': 'BIGINT', 'moment': 'BIGINT', 'nth': 'BIGINT', 'kind': 'VARCHAR', 'keys': 'VARCHAR'});
INSERT INTO series SELECT id, organization, fingerprint, alertname, severity, system_key, labels::JSON::MAP(VARCHAR, VARCHAR), summary FROM read_csv(:series::VARCHAR, header = false, nullstr = '\N', allow_quoted_nulls = false, quote = '"', escape = '"', delim = ',', max_line_size = 4194304, buffer_size = 8388608, auto_detect = false, columns = {
  'id': 'BIGINT', 'organization': 'INTEGER', 'fingerprint': 'VARCHAR', 'alertname': 'VARCHAR', 'severity': 'VARCHAR', 'system_key': 'VARCHAR', 'labels': 'VARCHAR', 'summary': 'VARCHAR'}) AS s
 WHERE NOT EXISTS (SELECT 1 FROM series k WHERE k.id = s.id);
UPDATE position SET number = :number::BIGINT, mark = :mark::VARCHAR, unnumbered = :unnumbered::BIGINT;
