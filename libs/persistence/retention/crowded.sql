-- The organizations that have more than so many.
SELECT organization_id FROM /*table*/alert_source/**/ GROUP BY organization_id HAVING count(*) > :most::int ORDER BY 1
