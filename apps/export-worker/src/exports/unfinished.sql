-- One row: how many exports wait, how many are being written, and for how many seconds the oldest of them has been ordered.
SELECT count(*) FILTER (WHERE status = 'queued')::int AS queued,
       count(*) FILTER (WHERE status = 'processing')::int AS processing,
       coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest_seconds
  FROM export_job
 WHERE status IN ('queued', 'processing')
