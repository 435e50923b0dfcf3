-- Every living organization, with the version of the tree.
SELECT o.id, o.public_id AS "publicId", o.name, o.role, o.parent_id AS "parentId", o.tenant_id AS "tenantId", o.timezone, v.version
  FROM tree_version v LEFT JOIN organization o ON o.deleted_at IS NULL
