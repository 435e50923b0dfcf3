-- Replaces what a schedule says, if nobody changed it meanwhile. No row back: somebody did, or it is gone.
UPDATE report_schedule SET name = :name, cron = :cron, timezone = :timezone, report = :report::jsonb, prepared = :prepared::jsonb, subtrees = :subtrees::int[], singles = :singles::int[],
       recipients = :recipients::jsonb, enabled = :enabled::boolean, next_run_at = :next_run_at::timestamptz, failures = 0, disabled_reason = NULL, version = version + 1
 WHERE id = :id::uuid AND version = :version::int
RETURNING *
