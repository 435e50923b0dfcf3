-- A run whose export has finished, or is gone, but of no schedule passed over, held against other workers.
SELECT r.schedule_id, r.slot, r.export_id, s.name, s.recipients, coalesce(j.status, 'failed') AS status, coalesce(j.error_code, CASE WHEN j.id IS NULL THEN 'CANCELLED' END) AS error_code,
       coalesce(j.error_message, CASE WHEN j.id IS NULL THEN 'the export was removed' END) AS error_message
  FROM report_run r JOIN report_schedule s ON s.id = r.schedule_id LEFT JOIN export_job j ON j.id = r.export_id
 WHERE r.state = 'running' AND coalesce(j.status, 'failed') IN ('completed', 'failed') AND r.schedule_id <> ALL (:passed::uuid[]) ORDER BY r.slot LIMIT 1 FOR UPDATE OF r SKIP LOCKED
