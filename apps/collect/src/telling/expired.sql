-- Running alerts that all who told them have told no more until the end they named, with the moment they were last told; but those that an upstream
-- shows or another Alertmanager has told since.
WITH due AS MATERIALIZED (
       SELECT coalesce(m.alert_id, d.id) AS id, max(d.told_at) AS told_at
         FROM (SELECT unnest(alerts) AS id, told_at FROM telling WHERE until <= :now::timestamptz) AS d LEFT JOIN merged_alert m ON m.id = d.id GROUP BY 1),
     told AS MATERIALIZED (SELECT DISTINCT unnest(alerts) AS id FROM telling WHERE until > :now::timestamptz AND EXISTS (SELECT FROM due)),
     over AS MATERIALIZED (SELECT * FROM due WHERE NOT EXISTS (SELECT FROM told LEFT JOIN merged_alert m ON m.id = told.id WHERE coalesce(m.alert_id, told.id) = due.id))
SELECT e.*, o.told_at FROM over o JOIN episode e ON e.id = o.id AND e.ends_at IS NULL JOIN organization g ON g.id = e.organization_id LEFT JOIN tenant_poll p ON p.tenant_id = g.tenant_id
 WHERE NOT EXISTS (SELECT FROM jsonb_each_text(e.reporters) AS r
                    WHERE CASE WHEN r.key LIKE 'upstream %' THEN e.missed = 0 AND p.polled_at > o.told_at
                               WHEN r.key LIKE 'prometheus %' THEN false
                               ELSE to_timestamp(r.value::numeric / 1000) > o.told_at END)
 ORDER BY e.id LIMIT :most::int
