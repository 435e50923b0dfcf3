-- A schedule whose slot has come, held against other workers. `is_gone`: its maker was deleted.
SELECT s.id, s.organization_id, s.name, s.cron, s.timezone, s.report ->> 'range' AS range, s.next_run_at,
       EXISTS (SELECT FROM app_user u WHERE u.organization_id = s.organization_id AND u.subject = s.subject AND u.deleted_at IS NOT NULL)
       OR EXISTS (SELECT FROM organization o WHERE o.id = s.organization_id AND o.deleted_at IS NOT NULL) AS is_gone
  FROM report_schedule s WHERE s.enabled AND s.next_run_at <= :now::timestamptz ORDER BY s.next_run_at, s.id LIMIT 1 FOR UPDATE SKIP LOCKED
