a.organization IN (SELECT id FROM organization WHERE list_has_any(scopes, :scopes::INTEGER[]))
AND (:priority::VARCHAR = 'ALL' OR a.priority = :priority::VARCHAR)
AND (len(:sources::BIGINT[]) = 0 OR list_contains(:sources::BIGINT[], a.source))
AND (len(:policies::BIGINT[]) = 0 OR list_contains(:policies::BIGINT[], a.policy))
AND (len(:numbers::VARCHAR[]) = 0 OR list_contains(:numbers::VARCHAR[], replace(a.number, ' ', '+')))
AND (len(:names::VARCHAR[]) = 0 OR a.series IN (
     SELECT s.id FROM series s JOIN organization t ON t.id = s.organization
      WHERE list_has_any(t.scopes, :scopes::INTEGER[])
        AND len(:names::VARCHAR[]) > 0 AND matching(s.labels, s.alertname, s.severity, s.system_key, t.public_id, :names::VARCHAR[], :operators::VARCHAR[], :patterns::VARCHAR[])))
