-- Takes the export whose turn it is. First what others began and cannot go on with; then the organization of which the fewest are being written, of
-- those the one that was served longest ago, and its oldest. None of the busy organizations. No row back means that nothing may be taken.
WITH waiting AS (
  SELECT id, organization_id, created_at, status = 'processing' AS was_begun
    FROM export_job
   WHERE (status = 'queued' AND organization_id <> ALL (:busy::int[]))
      OR (status = 'processing' AND lease_until < now() AND lost + (holder IS NOT NULL)::int <= :most_lost::int)
), organizations AS (
  SELECT w.organization_id,
         (SELECT count(*) FROM export_job j WHERE j.organization_id = w.organization_id AND j.status = 'processing' AND j.lease_until >= now()) AS being_written,
         (SELECT max(j.started_at) FROM export_job j
           WHERE j.organization_id = w.organization_id AND j.created_at > now() - interval '1 day') AS served_at
    FROM (SELECT DISTINCT organization_id FROM waiting) w
), turn AS (
  SELECT w.id FROM waiting w JOIN organizations o USING (organization_id)
   ORDER BY w.was_begun DESC, o.being_written, o.served_at NULLS FIRST, w.created_at, w.id
   LIMIT 1
)
UPDATE export_job j
   SET status = 'processing', attempt = j.attempt + 1, lost = j.lost + (j.holder IS NOT NULL)::int, holder = :holder,
       lease_until = now() + :lease::interval, started_at = coalesce(j.started_at, now())
  FROM turn
 WHERE j.id = turn.id AND (j.status = 'queued' OR (j.status = 'processing' AND j.lease_until < now()))
RETURNING j.id, j.attempt, j.lost, j.failures, j.organization_id, j.report_type, j.format, j.compression, j.formula_guard, j.layout, j.filters, j.from_at, j.until_at,
          j.subtrees, j.singles, j.traceparent
