-- The names of the labels that series in scope carry, with how many values and how many series each has; most frequent first.
WITH live AS (
       SELECT s.*, o.public_id FROM series s JOIN organization o ON o.id = s.organization
        WHERE list_has_any(o.scopes, :scopes::INTEGER[]) AND s.id IN (SELECT series FROM alert)),
     pairs AS (
       SELECT organization, fingerprint, unnest(map_keys(labels)) AS name, unnest(map_values(labels)) AS value FROM live
       UNION ALL SELECT organization, fingerprint, 'alertname', alertname FROM live WHERE labels['alertname'] IS NULL
       UNION ALL SELECT organization, fingerprint, 'severity', severity FROM live WHERE labels['severity'] IS NULL
       UNION ALL SELECT organization, fingerprint, 'system_key', system_key FROM live WHERE labels['system_key'] IS NULL
       UNION ALL SELECT organization, fingerprint, 'organization_id', public_id FROM live WHERE labels['organization_id'] IS NULL),
     counted AS (SELECT name, count(DISTINCT value) AS "values", count(DISTINCT (organization, fingerprint)) AS series FROM pairs WHERE value <> '' GROUP BY name)
SELECT * FROM counted WHERE :after_series::BIGINT IS NULL OR series < :after_series::BIGINT OR (series = :after_series::BIGINT AND name > :after_name::VARCHAR)
 ORDER BY series DESC, name LIMIT :most::BIGINT
