-- Of each row of scope_totals asked for that counts anything: its active counters, with what waits to be folded.
WITH asked AS (SELECT unnest(:scopes::int[]) AS scope),
     pending AS (
       SELECT organization_id, sum(active) AS active, sum(critical) AS critical, sum(warning) AS warning, sum(info) AS info, sum(muted) AS muted
         FROM totals_delta WHERE tx >= (SELECT totals_from FROM folded) GROUP BY organization_id),
     counted AS (
       SELECT a.scope, t.active, t.critical, t.warning, t.info, t.muted FROM asked a JOIN scope_totals t ON t.scope = a.scope
       UNION ALL
       SELECT a.scope, d.active, d.critical, d.warning, d.info, d.muted
         -- LIMIT: by index, one after the other; a join would read every organization there is.
         FROM pending d CROSS JOIN LATERAL (SELECT scopes FROM organization WHERE id = d.organization_id LIMIT 1) AS o
        CROSS JOIN LATERAL unnest(o.scopes) AS s (scope) JOIN asked a ON a.scope = s.scope)
SELECT scope, sum(active)::int AS active, sum(critical)::int AS critical, sum(warning)::int AS warning, sum(info)::int AS info, sum(muted)::int AS muted
  FROM counted GROUP BY scope
