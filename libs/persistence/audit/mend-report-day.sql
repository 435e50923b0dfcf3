-- Adds what is missing to the rows of report_day.
INSERT INTO report_day AS p (organization_id, day, source_id, policy_id, number, priority, n, acknowledged, tta_ms, resolved, ttr_ms)
SELECT scope, (key ->> 'day')::int, (key ->> 'source_id')::bigint, (key ->> 'policy_id')::bigint, key ->> 'number', key ->> 'priority',
       coalesce(sum(missing) FILTER (WHERE measure = 'n'), 0), coalesce(sum(missing) FILTER (WHERE measure = 'acknowledged'), 0),
       coalesce(sum(missing) FILTER (WHERE measure = 'tta_ms'), 0), coalesce(sum(missing) FILTER (WHERE measure = 'resolved'), 0),
       coalesce(sum(missing) FILTER (WHERE measure = 'ttr_ms'), 0)
  FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int, key jsonb, measure text, missing bigint) GROUP BY scope, key ORDER BY 1, 2, 3, 4, 5, 6
ON CONFLICT (organization_id, day, source_id, policy_id, number, priority) DO UPDATE SET n = p.n + excluded.n, acknowledged = p.acknowledged + excluded.acknowledged,
      tta_ms = p.tta_ms + excluded.tta_ms, resolved = p.resolved + excluded.resolved, ttr_ms = p.ttr_ms + excluded.ttr_ms
