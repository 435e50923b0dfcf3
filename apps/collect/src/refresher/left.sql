-- Of these tenants those that name an organization which is not theirs any more. Asked under the lock of the tree.
SELECT DISTINCT a.tenant FROM jsonb_to_recordset(:asked::jsonb) AS a (tenant text, organizations int[]) CROSS JOIN unnest(a.organizations) AS o (id)
 WHERE NOT EXISTS (SELECT FROM organization x WHERE x.id = o.id AND x.tenant_id = a.tenant AND x.deleted_at IS NULL)
