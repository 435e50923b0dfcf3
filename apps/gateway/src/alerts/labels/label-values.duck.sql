-- The values of a label that series in scope carry, those with a part in them, with how many series each has; most frequent first.
WITH live AS (
       SELECT s.organization, s.fingerprint, label_of(s.labels, s.alertname, s.severity, s.system_key, o.public_id, :name::VARCHAR) AS value
         FROM series s JOIN organization o ON o.id = s.organization
        WHERE list_has_any(o.scopes, :scopes::INTEGER[]) AND s.id IN (SELECT series FROM alert)),
     counted AS (SELECT value, count(DISTINCT (organization, fingerprint)) AS series FROM live WHERE value <> '' AND contains(value, :q::VARCHAR) GROUP BY value)
SELECT * FROM counted WHERE :after_series::BIGINT IS NULL OR series < :after_series::BIGINT OR (series = :after_series::BIGINT AND value > :after_value::VARCHAR)
 ORDER BY series DESC, value LIMIT :most::BIGINT
