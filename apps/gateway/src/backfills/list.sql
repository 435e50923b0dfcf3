-- The backfills of these tenants (null: all, and those of none) before an id, newest first, so many at most.
SELECT id::int AS id, url, tenant_id AS tenant, since, until, position, started_at, ended_at, recorded, left_out, set_aside
  FROM backfill
 WHERE (:tenants::text[] IS NULL OR tenant_id = ANY (:tenants)) AND (:before::bigint IS NULL OR id < :before::bigint)
 ORDER BY backfill.id DESC LIMIT :most::int
