-- A schedule whose slot has come, but none of those passed over, held against other workers. `lost`: why its maker may no longer order it; null: they may.
SELECT s.id, s.organization_id, s.name, s.cron, s.timezone, s.report ->> 'range' AS range, s.prepared ->> 'days' AS days, s.next_run_at,
       CASE WHEN o.deleted_at IS NOT NULL THEN 'its organization was deleted'
            WHEN m.deleted_at IS NOT NULL OR NOT o.scopes && ARRAY[m.id, -m.id] THEN 'the organization of its maker is no longer above its own'
            WHEN u.deleted_at IS NOT NULL THEN 'its maker was deleted'
            WHEN k.revoked_at IS NOT NULL THEN 'the API key that it was made with was revoked'
            WHEN k.expires_at <= :now::timestamptz THEN 'the API key that it was made with has expired' END AS lost
  FROM report_schedule s JOIN organization o ON o.id = s.organization_id JOIN organization m ON m.id = coalesce(s.maker_organization_id, s.organization_id)
  LEFT JOIN app_user u ON u.organization_id = m.id AND u.subject = s.subject LEFT JOIN api_key k ON k.id = s.maker_key_id
 WHERE s.enabled AND s.next_run_at <= :now::timestamptz AND s.id <> ALL (:passed::uuid[]) ORDER BY s.next_run_at, s.id LIMIT 1 FOR UPDATE OF s SKIP LOCKED
