-- Those of these organizations that were deleted.
SELECT public_id FROM organization WHERE public_id = ANY (:public_ids::text[]) AND deleted_at IS NOT NULL ORDER BY public_id
