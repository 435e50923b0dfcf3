-- Removes kept numbers of up to :most deleted organizations with others below them: they mean nothing any more. How many organizations that were.
WITH gone AS MATERIALIZED (
       SELECT o.id FROM organization o WHERE o.deleted_at IS NOT NULL AND o.role <> 'customer' AND EXISTS (SELECT FROM scope_totals t WHERE t.scope = o.id) LIMIT :most::int),
     totals AS (DELETE FROM scope_totals t USING gone g WHERE t.scope = g.id),
     days AS (DELETE FROM history_day t USING gone g WHERE t.scope = g.id),
     months AS (DELETE FROM history_month t USING gone g WHERE t.scope = g.id),
     quarters AS (DELETE FROM history_quarter t USING gone g WHERE t.scope = g.id),
     starts AS (DELETE FROM start_day t USING gone g WHERE t.scope = g.id)
SELECT count(*)::int AS gone FROM gone
