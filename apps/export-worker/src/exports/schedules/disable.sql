-- Ends a schedule, saying why. No row back: it had ended.
UPDATE report_schedule SET enabled = false, next_run_at = NULL, disabled_reason = :reason, version = version + 1 WHERE id = :id::uuid AND enabled RETURNING organization_id, name
