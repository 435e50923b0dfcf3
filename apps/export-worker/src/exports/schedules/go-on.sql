-- When a schedule comes next; null: never again.
UPDATE report_schedule SET next_run_at = :next::timestamptz WHERE id = :id::uuid
