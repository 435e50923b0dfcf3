-- Of these exports: the file that is published, and the attempt that may be writing one.
SELECT id, stored_as, CASE WHEN status = 'processing' THEN attempt END AS writing FROM export_job WHERE id = ANY (:ids::uuid[])
