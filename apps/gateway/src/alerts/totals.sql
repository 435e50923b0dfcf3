-- Of each scope asked for: its active counters, how many of its organizations have any, the oldest refresh among them, and its resolved alerts. A row per scope that has some.
-- The binds stand in sub-selects: a plan that does not know them costs the same as one that does, and so is kept.
WITH asked AS (SELECT * FROM unnest((SELECT :asks::int[]), (SELECT :scopes::int[])) AS a (ask, scope)),
     folded AS (
       SELECT a.ask, t.active, t.critical, t.warning, t.info, t.muted, t.refreshed, /*history*/t.history/**/ AS history FROM asked a JOIN scope_totals t ON t.scope = a.scope
       UNION ALL
       SELECT a.ask, d.active, d.critical, d.warning, d.info, d.muted, d.refreshed, 0
         FROM totals_delta d JOIN organization o ON o.id = d.organization_id CROSS JOIN LATERAL unnest(o.scopes) AS s (scope) JOIN asked a ON a.scope = s.scope
       /*resolved*/UNION ALL
       SELECT a.ask, 0, 0, 0, 0, 0, 0, d.history
         FROM ledger_delta d JOIN organization o ON o.id = d.organization_id CROSS JOIN LATERAL unnest(o.scopes) AS s (scope) JOIN asked a ON a.scope = s.scope/**/),
     ages AS (
       SELECT root.ask, CASE root.level
                        WHEN 'owner' THEN (SELECT min(refreshed_at) FROM alerts_totals_by_org WHERE owner_id = root.id)
                        WHEN 'distributor' THEN (SELECT min(refreshed_at) FROM alerts_totals_by_org WHERE distributor_id = root.id)
                        WHEN 'reseller' THEN (SELECT min(refreshed_at) FROM alerts_totals_by_org WHERE reseller_id = root.id)
                        ELSE (SELECT refreshed_at FROM alerts_totals_by_org WHERE organization_id = root.id) END AS refreshed_at
         FROM unnest((SELECT :root_asks::int[]), (SELECT :levels::text[]), (SELECT :roots::int[])) AS root (ask, level, id)),
     oldest AS (SELECT ask, min(refreshed_at) AS oldest FROM ages GROUP BY ask)
SELECT f.ask, sum(active)::int AS active, sum(critical)::int AS critical, sum(warning)::int AS warning, sum(info)::int AS info, sum(muted)::int AS muted,
       sum(refreshed)::int AS refreshed, min(oldest) AS oldest, sum(history)::bigint AS history
  FROM folded f JOIN oldest USING (ask) GROUP BY f.ask
