-- Marks alerts that were set aside as replayed. The ids of those that nobody had replayed yet.
WITH mine AS (SELECT id FROM alert_quarantine WHERE id = ANY (:ids::bigint[]) AND replayed_at IS NULL ORDER BY id FOR UPDATE)
UPDATE alert_quarantine q SET replayed_at = :now::timestamptz FROM mine WHERE q.id = mine.id RETURNING q.id
