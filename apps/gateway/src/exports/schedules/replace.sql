-- Replaces what a schedule says, and by whose rights, if nobody changed it meanwhile. No row back: somebody did, or it is gone.
UPDATE report_schedule SET name = :name, cron = :cron, timezone = :timezone, report = :report::jsonb, prepared = :prepared::jsonb, subtrees = :subtrees::int[], singles = :singles::int[],
       recipients = :recipients::jsonb, enabled = :enabled::boolean, next_run_at = :next_run_at::timestamptz, failures = 0, disabled_reason = NULL, version = version + 1,
       maker_organization_id = :maker_organization::int, subject = :subject, maker_key_id = :maker_key
 WHERE id = :id::uuid AND version = :version::int
RETURNING *
