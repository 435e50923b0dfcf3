-- Replaces the organizations as a whole, and notes their version.
DELETE FROM organization;
INSERT INTO organization SELECT id, public_id, name, role, parent, tenant, timezone, from_json(scopes, '["INTEGER"]'), deleted FROM read_csv(:organizations::VARCHAR, header = false, nullstr = '\N', allow_quoted_nulls = false, quote = '"', escape = '"', delim = ',', auto_detect = false, columns = {
  'id': 'INTEGER', 'public_id': 'VARCHAR', 'name': 'VARCHAR', 'role': 'VARCHAR', 'parent': 'INTEGER', 'tenant': 'VARCHAR', 'timezone': 'VARCHAR', 'scopes': 'VARCHAR', 'deleted': 'BIGINT'});
UPDATE position SET tree = :tree::BIGINT;
