-- Chooses the series that stand for the first 10,000 systems and monitors of the next organizations.
WITH next AS MATERIALIZED (SELECT id FROM organization WHERE :after::text IS NULL OR id > :after::int ORDER BY id LIMIT :most::int),
     held AS MATERIALIZED (
       SELECT s.id, s.organization_id, host_of(s.system_key, s.labels) AS host, s.alertname, s.first_seen_at FROM series s JOIN next n ON n.id = s.organization_id),
     systems AS (SELECT DISTINCT ON (organization_id, host) id, organization_id FROM held WHERE host <> '' ORDER BY organization_id, host, first_seen_at, id),
     monitors AS (SELECT DISTINCT ON (organization_id, alertname) id, organization_id FROM held ORDER BY organization_id, alertname, first_seen_at, id),
     chosen AS (
       SELECT id, bool_or(is_system) AS is_system, bool_or(NOT is_system) AS is_monitor
         FROM (SELECT id, true AS is_system, row_number() OVER (PARTITION BY organization_id ORDER BY id) AS nth FROM systems
               UNION ALL SELECT id, false, row_number() OVER (PARTITION BY organization_id ORDER BY id) FROM monitors) AS numbered
        WHERE nth <= 10000 GROUP BY id),
     marked AS (UPDATE series s SET is_system = c.is_system, is_monitor = c.is_monitor FROM chosen c WHERE s.id = c.id)
SELECT max(id)::text AS at FROM next
