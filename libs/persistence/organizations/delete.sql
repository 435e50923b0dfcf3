-- Marks organizations deleted.
UPDATE organization SET deleted_at = now() WHERE id = ANY (:ids::int[]) AND deleted_at IS NULL
