-- Adds what is missing to the rows of scope_totals.
INSERT INTO scope_totals AS p (scope, history, active, critical, warning, info, muted, refreshed)
SELECT scope, coalesce(sum(missing) FILTER (WHERE measure = 'history'), 0), coalesce(sum(missing) FILTER (WHERE measure = 'active'), 0),
       coalesce(sum(missing) FILTER (WHERE measure = 'critical'), 0), coalesce(sum(missing) FILTER (WHERE measure = 'warning'), 0),
       coalesce(sum(missing) FILTER (WHERE measure = 'info'), 0), coalesce(sum(missing) FILTER (WHERE measure = 'muted'), 0),
       coalesce(sum(missing) FILTER (WHERE measure = 'refreshed'), 0)
  FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int, measure text, missing bigint) GROUP BY scope ORDER BY scope
ON CONFLICT (scope) DO UPDATE SET history = p.history + excluded.history, active = p.active + excluded.active, critical = p.critical + excluded.critical,
      warning = p.warning + excluded.warning, info = p.info + excluded.info, muted = p.muted + excluded.muted, refreshed = p.refreshed + excluded.refreshed
