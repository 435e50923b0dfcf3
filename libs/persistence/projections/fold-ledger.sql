-- Adds up to :most differences to every row of kept numbers their organization counts in. How many were taken, and from which transaction on more may wait.
WITH next AS MATERIALIZED (SELECT ctid AS place, tx FROM ledger_delta WHERE tx >= (SELECT ledger_from FROM folded) ORDER BY tx LIMIT :most::int),
     taken AS (DELETE FROM ledger_delta WHERE ctid = ANY (ARRAY(SELECT place FROM next)) RETURNING *),
     spread AS (
       SELECT s.scope, t.history, t.recorded_quarter, t.severity, t.start_quarter, s.scope > 0 AND (s.scope <> o.id OR o.role <> 'customer') AS above
         FROM taken t JOIN organization o ON o.id = t.organization_id CROSS JOIN unnest(o.scopes) AS s (scope)),
     totals AS (
       INSERT INTO scope_totals AS p (scope, history) SELECT scope, sum(history) FROM spread GROUP BY scope HAVING sum(history) <> 0 ORDER BY scope
       ON CONFLICT (scope) DO UPDATE SET history = p.history + excluded.history),
     days AS (
       INSERT INTO history_day AS p (scope, day, severity, n, first_start, last_start)
       SELECT scope, (to_timestamp(recorded_quarter * 900.0) AT TIME ZONE 'UTC')::date, coalesce(severity, ''), sum(history), min(start_quarter), max(start_quarter)
         FROM spread GROUP BY 1, 2, 3 HAVING sum(history) <> 0 OR max(history) > 0 ORDER BY 1, 2, 3
       ON CONFLICT (scope, day, severity) DO UPDATE SET n = p.n + excluded.n, first_start = least(p.first_start, excluded.first_start),
             last_start = greatest(p.last_start, excluded.last_start)),
     months AS (
       INSERT INTO history_month AS p (scope, month, severity, n)
       SELECT scope, date_trunc('month', to_timestamp(recorded_quarter * 900.0) AT TIME ZONE 'UTC')::date, coalesce(severity, ''), sum(history)
         FROM spread GROUP BY 1, 2, 3 HAVING sum(history) <> 0 ORDER BY 1, 2, 3
       ON CONFLICT (scope, month, severity) DO UPDATE SET n = p.n + excluded.n),
     quarters AS (
       INSERT INTO history_quarter AS p (scope, quarter, n)
       SELECT scope, recorded_quarter, sum(history) FROM spread WHERE above GROUP BY 1, 2 HAVING sum(history) <> 0 ORDER BY 1, 2
       ON CONFLICT (scope, quarter) DO UPDATE SET n = p.n + excluded.n),
     starts AS (
       INSERT INTO start_day AS p (scope, day, n)
       SELECT scope, date '1970-01-01' + floor(start_quarter / 96.0)::int, sum(history) FROM spread GROUP BY 1, 2 HAVING sum(history) <> 0 ORDER BY 1, 2
       ON CONFLICT (scope, day) DO UPDATE SET n = p.n + excluded.n)
SELECT count(*)::int AS taken,
       CASE WHEN count(*) < :most::int THEN pg_snapshot_xmin(pg_current_snapshot())
            ELSE least(pg_snapshot_xmin(pg_current_snapshot()), (SELECT tx FROM next ORDER BY tx DESC LIMIT 1)) END AS waiting_from
  FROM next
