-- The organizations, in the words and the order of the lake's columns.
WITH RECURSIVE placed AS (
  SELECT id, ARRAY[public_id] AS path FROM organization WHERE parent_id IS NULL
  UNION ALL
  SELECT o.id, p.path || o.public_id FROM organization o JOIN placed p ON p.id = o.parent_id)
SELECT o.public_id, o.name, o.role, above.public_id, to_json(p.path), o.tenant_id, o.timezone, (extract(epoch FROM o.deleted_at) * 1000)::bigint
  FROM organization o JOIN placed p USING (id) LEFT JOIN organization above ON above.id = o.parent_id
