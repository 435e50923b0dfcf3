-- Settles a callback that was delivered.
UPDATE export_job SET callback_due_at = NULL WHERE id = :id::uuid RETURNING id
