-- Exports of all organizations that wait, run, or have a callback to send, the oldest first: so many of them, each with how many there are.
SELECT j.id, o.public_id AS organization, j.subject, j.report_type, j.format, j.status, j.attempt, j.failures, j.lost, j.holder, j.lease_until, j.progress,
       j.rows_written, j.created_at, j.started_at, j.finished_at, j.callback_failures, j.callback_due_at, count(*) OVER ()::int AS total
  FROM export_job j JOIN organization o ON o.id = j.organization_id
 WHERE j.status IN ('queued', 'processing') OR j.callback_due_at IS NOT NULL
 ORDER BY j.created_at, j.id
 LIMIT :size::int
