-- Adds rows of kept numbers to those of other scopes, so many times over.
WITH shift AS MATERIALIZED (SELECT * FROM unnest(:targets::int[], :sources::int[], :times::int[]) AS s (target, source, times)),
     totals AS (
       INSERT INTO scope_totals AS p (scope, history, active, critical, warning, info, muted, refreshed)
       SELECT s.target, sum(s.times * t.history), sum(s.times * t.active), sum(s.times * t.critical), sum(s.times * t.warning), sum(s.times * t.info), sum(s.times * t.muted),
              sum(s.times * t.refreshed)
         FROM shift s JOIN scope_totals t ON t.scope = s.source GROUP BY 1 ORDER BY 1
       ON CONFLICT (scope) DO UPDATE SET history = p.history + excluded.history, active = p.active + excluded.active, critical = p.critical + excluded.critical,
             warning = p.warning + excluded.warning, info = p.info + excluded.info, muted = p.muted + excluded.muted, refreshed = p.refreshed + excluded.refreshed),
     days AS (
       INSERT INTO history_day AS p (scope, day, severity, n, first_start, last_start)
       SELECT s.target, d.day, d.severity, sum(s.times * d.n), coalesce(min(d.first_start) FILTER (WHERE s.times > 0), 2147483647),
              coalesce(max(d.last_start) FILTER (WHERE s.times > 0), -2147483648)
         FROM shift s JOIN history_day d ON d.scope = s.source WHERE d.n <> 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
       ON CONFLICT (scope, day, severity) DO UPDATE SET n = p.n + excluded.n, first_start = least(p.first_start, excluded.first_start),
             last_start = greatest(p.last_start, excluded.last_start)),
     months AS (
       INSERT INTO history_month AS p (scope, month, severity, n)
       SELECT s.target, m.month, m.severity, sum(s.times * m.n) FROM shift s JOIN history_month m ON m.scope = s.source WHERE m.n <> 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
       ON CONFLICT (scope, month, severity) DO UPDATE SET n = p.n + excluded.n)
INSERT INTO start_day AS p (scope, day, n)
SELECT s.target, d.day, sum(s.times * d.n) FROM shift s JOIN start_day d ON d.scope = s.source WHERE d.n <> 0 GROUP BY 1, 2 ORDER BY 1, 2
ON CONFLICT (scope, day) DO UPDATE SET n = p.n + excluded.n
