-- Takes deliveries of a kind that are due, for as long as a lease: of each organization one after the other. `job_id` is null where the export is gone.
UPDATE report_delivery d SET due_at = now() + :lease::interval
  FROM report_run r JOIN report_schedule s ON s.id = r.schedule_id JOIN organization o ON o.id = s.organization_id LEFT JOIN export_job j ON j.id = r.export_id
 WHERE (d.schedule_id, d.slot, d.nth) IN (
         SELECT schedule_id, slot, nth FROM report_delivery
          WHERE due_at <= now() AND (schedule_id, slot, nth) IN (
                  SELECT w.schedule_id, w.slot, w.nth FROM report_delivery w JOIN report_schedule t ON t.id = w.schedule_id WHERE w.due_at <= now() AND w.kind = :kind
                   ORDER BY row_number() OVER (PARTITION BY t.organization_id ORDER BY w.due_at), w.due_at LIMIT :most::int)
            FOR UPDATE SKIP LOCKED)
   AND r.schedule_id = d.schedule_id AND r.slot = d.slot
RETURNING d.schedule_id, d.slot, d.nth, d.kind, d.target, d.failures, s.name, s.timezone, o.id AS organization_id, o.public_id AS organization, o.name AS organization_name,
          j.id AS job_id, j.report_type, j.format, j.compression, j.filters, j.start_date::text AS start_date, j.end_date::text AS end_date, j.from_at, j.until_at, j.subtrees, j.singles,
          j.rows_written, j.file_size, j.sha256, j.stored_as, j.file_name
