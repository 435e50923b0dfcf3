-- Counts a try that was in vain; without a wait it was the last one. No row back: it is settled, or was counted by another worker.
UPDATE export_job SET callback_failures = callback_failures + 1, callback_due_at = now() + :wait::interval
 WHERE id = :id::uuid AND callback_failures = :failures::int AND callback_due_at IS NOT NULL
RETURNING id
