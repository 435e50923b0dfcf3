-- Lets another worker take the export at once. Neither a failure nor a lost worker.
UPDATE export_job SET holder = NULL, lease_until = now() WHERE id = :id::uuid AND attempt = :attempt::int AND status = 'processing' RETURNING id
