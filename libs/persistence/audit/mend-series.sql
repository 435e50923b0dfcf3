-- Writes the first start of their alerts into the series of these organizations.
UPDATE series s SET first_start = a.starts_at
  FROM (SELECT series_id, min(starts_at) AS starts_at FROM (SELECT series_id, starts_at FROM alert UNION ALL SELECT series_id, starts_at FROM open_alert) AS a GROUP BY 1) AS a
 WHERE a.series_id = s.id AND a.starts_at < s.first_start AND s.organization_id IN (SELECT scope FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int))
