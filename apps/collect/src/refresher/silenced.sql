-- The running alerts of these organizations that a silence holds and nobody has acknowledged.
SELECT * FROM episode WHERE organization_id = ANY (:organizations::int[]) AND ends_at IS NULL AND acknowledged_at IS NULL AND cardinality(silenced_by) > 0
