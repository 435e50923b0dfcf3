-- The organizations as the lake shows them are one part: what tells one state of it from another. Leaves the view that the file is written from.
CREATE TEMP VIEW lake_organization AS
WITH RECURSIVE placed(id, path) AS (
  SELECT id, [public_id] FROM organization WHERE parent IS NULL
  UNION ALL
  SELECT o.id, list_append(p.path, o.public_id) FROM organization o JOIN placed p ON p.id = o.parent)
SELECT o.public_id AS id, o.name, o.role, above.public_id AS parent, p.path, o.tenant, o.timezone, make_timestamptz(o.deleted * 1000) AS deleted
  FROM organization o JOIN placed p ON p.id = o.id LEFT JOIN organization above ON above.id = o.parent;
SELECT NULL AS month, 0 AS bucket, count(*) AS rows, coalesce(sum(hash(id, name, role, parent, path, tenant, timezone, deleted)), 0)::VARCHAR AS hash FROM lake_organization
