-- Takes the file away from an export, and names it.
UPDATE export_job j SET stored_as = NULL FROM export_job was WHERE j.id = :id::uuid AND was.id = j.id AND j.stored_as IS NOT NULL RETURNING was.stored_as
