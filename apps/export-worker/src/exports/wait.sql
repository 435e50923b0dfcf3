-- Lets the export wait for its next try, which is none of the few it has. No row back means that it was cancelled or taken over.
UPDATE export_job SET holder = NULL, lease_until = now() + :wait::interval WHERE id = :id::uuid AND attempt = :attempt::int AND status = 'processing' RETURNING id
