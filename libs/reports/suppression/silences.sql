-- The silences of the tenants of organizations in scope that lasted for some of the range, as their Alertmanager showed them last. Shown are those of organizations in scope, and of tenants that are in scope as a whole.
SELECT DISTINCT ON (s.tenant_id, s.id) s.tenant_id AS tenant, s.id, s.created_by, s.comment, (extract(epoch FROM s.starts_at) * 1000)::bigint AS begins, (extract(epoch FROM s.ends_at) * 1000)::bigint AS ends,
       coalesce(o.scopes && :scopes::int[], false)
         OR NOT EXISTS (SELECT FROM organization x WHERE x.tenant_id = s.tenant_id AND x.deleted_at IS NULL AND NOT x.scopes && :scopes::int[]) AS shown
  FROM (SELECT tenant_id, id, names, created_by, comment, starts_at, ends_at, 1 AS rank FROM tenant_silence
        UNION ALL SELECT tenant_id, id, names, created_by, comment, starts_at, ends_at, 2 FROM past_silence) AS s
  LEFT JOIN organization o ON o.public_id = s.names AND o.tenant_id = s.tenant_id AND o.deleted_at IS NULL
 WHERE s.tenant_id IN (SELECT tenant_id FROM organization WHERE scopes && :scopes::int[]) AND s.starts_at < :until::timestamptz AND s.ends_at > :from::timestamptz
 ORDER BY s.tenant_id, s.id, s.rank
