-- Exports of the organizations of the scope, newest first, from after the cursor.
SELECT j.id, j.organization_id, j.subject, j.subtrees, j.singles, j.report_type, j.format, j.compression, j.start_date::text, j.end_date::text, j.status,
       j.attempt, j.progress, j.rows_written, j.stored_as, j.file_name, j.file_size, j.sha256, j.error_code, j.error_message, j.error_retryable,
       j.created_at, j.started_at, j.finished_at, j.expires_at
  FROM export_job j JOIN organization o ON o.id = j.organization_id
 WHERE (o.owner_id = ANY (:owners::int[]) OR o.distributor_id = ANY (:distributors::int[]) OR o.reseller_id = ANY (:resellers::int[])
        OR o.id = ANY (:organizations::int[]))
   AND (:status::text[] IS NULL OR j.status = ANY (:status)) AND (:report_type::text[] IS NULL OR j.report_type = ANY (:report_type))
   AND (:after_at::timestamptz IS NULL OR (j.created_at, j.id) < (:after_at, :after_id::uuid))
 ORDER BY j.created_at DESC, j.id DESC
 LIMIT :size::int
