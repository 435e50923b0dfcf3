-- Makes a schedule, unless the organization has as many as it may; then no row comes back.
INSERT INTO report_schedule (organization_id, subject, name, cron, timezone, report, prepared, subtrees, singles, recipients, enabled, next_run_at)
SELECT :organization::int, :subject, :name, :cron, :timezone, :report::jsonb, :prepared::jsonb, :subtrees::int[], :singles::int[], :recipients::jsonb, :enabled::boolean, :next_run_at::timestamptz
 WHERE (SELECT count(*) FROM report_schedule WHERE organization_id = :organization::int) < :most::int
RETURNING *
