-- Makes a schedule, unless the organization has as many as it may; then no row comes back.
INSERT INTO report_schedule (organization_id, maker_organization_id, subject, maker_key_id, name, cron, timezone, report, prepared, subtrees, singles, recipients, enabled, next_run_at)
SELECT :organization::int, :maker_organization::int, :subject, :maker_key, :name, :cron, :timezone, :report::jsonb, :prepared::jsonb, :subtrees::int[], :singles::int[], :recipients::jsonb, :enabled::boolean, :next_run_at::timestamptz
 WHERE (SELECT count(*) FROM report_schedule WHERE organization_id = :organization::int) < :most::int
RETURNING *
