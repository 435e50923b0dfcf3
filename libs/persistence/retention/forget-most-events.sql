-- Forgets some of the log lines that lie before the newest so many of their organization. How many went.
WITH edges AS (
       SELECT o.id AS organization_id, e.at, e.id
         FROM organization o
        CROSS JOIN LATERAL (SELECT at, id FROM system_event WHERE organization_id = o.id ORDER BY at DESC, id DESC OFFSET :kept::int LIMIT 1) AS e),
     doomed AS (
       SELECT s.id FROM edges e JOIN system_event s ON s.organization_id = e.organization_id AND (s.at, s.id) <= (e.at, e.id) LIMIT :most::int),
     gone AS (DELETE FROM system_event WHERE id IN (SELECT id FROM doomed) RETURNING id)
SELECT count(*)::int AS gone FROM gone
