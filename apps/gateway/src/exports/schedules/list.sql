-- The schedules of the organization and of those below it, by id, each with its newest run that was not skipped; so many after one.
SELECT s.*, (SELECT jsonb_build_object('slot', r.slot, 'state', r.state) FROM report_run r WHERE r.schedule_id = s.id AND r.state <> 'skipped' ORDER BY r.slot DESC LIMIT 1) AS last_run
  FROM report_schedule s JOIN organization o ON o.id = s.organization_id
 WHERE o.scopes && ARRAY[:organization::int, -:organization::int] AND (:after::uuid IS NULL OR s.id > :after::uuid) ORDER BY s.id LIMIT :most::int
