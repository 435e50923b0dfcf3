-- Marks organizations deleted.
UPDATE organization SET deleted_at = now() WHERE id IN (SELECT unnest(:ids::int[])) AND deleted_at IS NULL
