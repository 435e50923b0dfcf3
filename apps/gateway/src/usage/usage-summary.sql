-- Users, active users and sessions of the scope in a range. One row.
WITH members AS (
       SELECT u.id, u.created_at < :until::timestamptz AND (u.deleted_at IS NULL OR u.deleted_at > greatest(u.created_at, :from::timestamptz)) AS existed FROM app_user u JOIN organization o ON o.id = u.organization_id
        WHERE o.scopes && :scopes::int[] AND (:subject::text IS NULL OR u.subject = :subject) AND (:team::text IS NULL OR :team = ANY (u.team_ids))),
     sessions AS (
       SELECT s.user_id FROM usage_session s JOIN members m ON m.id = s.user_id
        WHERE s.started_at >= :from::timestamptz AND s.started_at < :until::timestamptz AND (:service::text IS NULL OR s.service = :service)),
     callers AS (
       SELECT DISTINCT q.user_id FROM api_call_quarter q JOIN members m ON m.id = q.user_id
        WHERE :service::text IS NULL AND q.quarter >= floor(extract(epoch FROM :from::timestamptz) / 900) AND q.quarter < ceil(extract(epoch FROM :until::timestamptz) / 900))
SELECT (SELECT count(*) FROM members WHERE existed)::int AS total_users,
       (SELECT count(*) FROM members WHERE existed AND id IN (SELECT user_id FROM sessions UNION SELECT user_id FROM callers))::int AS active_users,
       (SELECT count(*) FROM sessions)::int AS total_sessions
