-- The values of a field that alerts in scope have and that begin with a text, in the order of their bytes.
SELECT DISTINCT /*field*/s.alertname/**/ AS value FROM series s JOIN organization o ON o.id = s.organization
 WHERE list_has_any(o.scopes, :scopes::INTEGER[]) AND starts_with(/*field*/s.alertname/**/, :q::VARCHAR) AND /*field*/s.alertname/**/ <> '' AND s.id IN (SELECT series FROM alert)
 ORDER BY 1 LIMIT :size::BIGINT
