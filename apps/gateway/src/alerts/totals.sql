-- Of each scope asked for: its active counters, how many of its organizations have any, the oldest refresh among them, and its resolved alerts. A row per question.
-- The binds stand in sub-selects: a plan that does not know them costs the same as one that does, and so is kept.
WITH asked AS (SELECT * FROM unnest((SELECT :asks::int[]), (SELECT :scopes::int[]), (SELECT :levels::text[])) AS a (ask, scope, level)),
     pending AS (
       SELECT organization_id, sum(active) AS active, sum(critical) AS critical, sum(warning) AS warning, sum(info) AS info, sum(muted) AS muted,
              sum(refreshed) AS refreshed, sum(history) AS history
         FROM (SELECT organization_id, active, critical, warning, info, muted, refreshed, 0 AS history FROM totals_delta WHERE tx >= (SELECT totals_from FROM folded)
               /*resolved*/UNION ALL SELECT organization_id, 0, 0, 0, 0, 0, 0, history FROM ledger_delta WHERE tx >= (SELECT ledger_from FROM folded)/**/) AS deltas
        GROUP BY organization_id),
     counted AS (
       SELECT a.ask, t.active, t.critical, t.warning, t.info, t.muted, t.refreshed, /*history*/t.history/**/ AS history,
              CASE a.level WHEN 'owner' THEN (SELECT r.refreshed_at FROM alerts_totals_by_org r JOIN organization o ON o.id = r.organization_id AND o.owner_id = r.owner_id
                                                WHERE r.owner_id = a.scope ORDER BY r.refreshed_at LIMIT 1)
                           WHEN 'distributor' THEN (SELECT r.refreshed_at FROM alerts_totals_by_org r JOIN organization o ON o.id = r.organization_id AND o.distributor_id = r.distributor_id
                                                     WHERE r.distributor_id = a.scope ORDER BY r.refreshed_at LIMIT 1)
                           WHEN 'reseller' THEN (SELECT r.refreshed_at FROM alerts_totals_by_org r JOIN organization o ON o.id = r.organization_id AND o.reseller_id = r.reseller_id
                                                  WHERE r.reseller_id = a.scope ORDER BY r.refreshed_at LIMIT 1)
                           ELSE (SELECT refreshed_at FROM alerts_totals_by_org WHERE organization_id = abs(a.scope)) END AS refreshed_at
         FROM asked a LEFT JOIN scope_totals t ON t.scope = a.scope
       UNION ALL
       -- Organizations that moved: their counters have yet to follow.
       SELECT a.ask, NULL, NULL, NULL, NULL, NULL, NULL, NULL, r.refreshed_at
         FROM moved_organization m JOIN alerts_totals_by_org r USING (organization_id) JOIN organization o ON o.id = m.organization_id CROSS JOIN unnest(o.scopes) AS s (scope)
         JOIN asked a ON a.scope = s.scope
       UNION ALL
       SELECT a.ask, d.active, d.critical, d.warning, d.info, d.muted, d.refreshed, d.history, NULL
         -- LIMIT: by index, one after the other; a join would read every organization there is.
         FROM pending d CROSS JOIN LATERAL (SELECT scopes FROM organization WHERE id = d.organization_id LIMIT 1) AS o
        CROSS JOIN LATERAL unnest(o.scopes) AS s (scope) JOIN asked a ON a.scope = s.scope)
SELECT ask, coalesce(sum(active), 0)::int AS active, coalesce(sum(critical), 0)::int AS critical, coalesce(sum(warning), 0)::int AS warning, coalesce(sum(info), 0)::int AS info,
       coalesce(sum(muted), 0)::int AS muted, coalesce(sum(refreshed), 0)::int AS refreshed, min(refreshed_at) AS oldest, coalesce(sum(history), 0)::bigint AS history
  FROM counted GROUP BY ask
