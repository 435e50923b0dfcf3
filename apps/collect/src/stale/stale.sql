-- Running alerts that Alertmanagers have told, and nobody has told of or shown since their tenant's moment, with when they were last told.
SELECT e.*, l.told_at
  FROM unnest(:tenants::text[], :befores::timestamptz[]) AS t (tenant_id, before)
  JOIN organization g ON g.tenant_id = t.tenant_id
  JOIN open_alert o ON o.organization_id = g.id AND o.origin = 'alertmanager'
  LEFT JOIN tenant_poll p ON p.tenant_id = g.tenant_id
 CROSS JOIN LATERAL (
       SELECT to_timestamp(max(r.value::numeric) FILTER (WHERE r.key NOT LIKE 'upstream %') / 1000)::timestamptz(3) AS heard_at, bool_or(r.key LIKE 'upstream %') AS is_shown,
              bool_or(r.key ~ '^(webhook|own|recorder) ') AS is_sent
         FROM jsonb_each_text(o.reporters) AS r) AS h
 CROSS JOIN LATERAL (SELECT greatest(h.heard_at, CASE WHEN h.is_shown THEN CASE o.missed WHEN 0 THEN p.polled_at ELSE o.last_seen_at END END) AS told_at) AS l
 CROSS JOIN LATERAL (SELECT * FROM episode WHERE id = o.id AND ends_at IS NULL LIMIT 1) AS e
 WHERE h.is_sent AND l.told_at < t.before AND NOT EXISTS (SELECT FROM telling WHERE until > :now::timestamptz AND o.id = ANY (alerts))
 ORDER BY o.id LIMIT :most::int
