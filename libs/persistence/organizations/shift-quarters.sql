-- The same by the quarter of an hour. A negative source is an organization alone, of which the alerts are counted as far as they are folded.
WITH shift AS MATERIALIZED (SELECT * FROM unnest(:targets::int[], :sources::int[], :times::int[]) AS s (target, source, times)),
     single AS MATERIALIZED (SELECT DISTINCT -source AS organization_id FROM shift WHERE source < 0),
     counted AS (
       SELECT q.scope AS source, q.quarter, q.n::bigint AS n FROM history_quarter q WHERE q.scope IN (SELECT source FROM shift WHERE source > 0) AND q.n <> 0
       UNION ALL
       SELECT -c.organization_id, c.quarter, c.n
         FROM single CROSS JOIN LATERAL (
              SELECT a.organization_id, floor(extract(epoch FROM a.recorded_at) / 900)::int AS quarter, count(*) AS n FROM alert a
               WHERE a.organization_id = single.organization_id GROUP BY 1, 2) AS c
       UNION ALL
       SELECT -organization_id, recorded_quarter, -sum(history)
         FROM ledger_delta d JOIN single USING (organization_id) WHERE d.tx >= (SELECT ledger_from FROM folded) GROUP BY 1, 2)
INSERT INTO history_quarter AS p (scope, quarter, n)
SELECT s.target, c.quarter, sum(s.times * c.n) FROM shift s JOIN counted c USING (source) GROUP BY 1, 2 HAVING sum(s.times * c.n) <> 0 ORDER BY 1, 2
ON CONFLICT (scope, quarter) DO UPDATE SET n = p.n + excluded.n
