-- Takes an export for work. No row back means finished, cancelled, waiting for its next try, or held by a living worker.
UPDATE export_job
   SET status = 'processing', attempt = attempt + 1, lost = lost + (holder IS NOT NULL)::int, holder = :holder, lease_until = now() + :lease::interval,
       started_at = coalesce(started_at, now())
 WHERE id = :id::uuid AND (status = 'queued' OR (status = 'processing' AND lease_until < now() AND lost + (holder IS NOT NULL)::int <= :most_lost::int))
RETURNING id, attempt, lost, failures, organization_id, report_type, format, compression, formula_guard, filters, from_at, until_at, subtrees, singles
