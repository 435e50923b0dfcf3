-- Gives what people did to alerts, their timelines and their other names to the alerts they turned out to be part of.
WITH gone AS MATERIALIZED (SELECT * FROM unnest(:ids::bigint[], :others::bigint[]) AS g (id, alert_id)),
     renamed AS (UPDATE merged_alert m SET alert_id = g.alert_id FROM gone g WHERE m.alert_id = g.id),
     named AS (INSERT INTO merged_alert (id, alert_id) SELECT id, alert_id FROM gone),
     told AS (UPDATE alert_event e SET alert_id = g.alert_id FROM gone g WHERE e.alert_id = g.id),
     taken AS (DELETE FROM handled h USING gone g WHERE h.alert_id = g.id RETURNING g.alert_id, h.memo, h.assigned_to)
INSERT INTO handled AS h (alert_id, memo, assigned_to)
SELECT DISTINCT ON (alert_id) alert_id, memo, assigned_to FROM taken ORDER BY alert_id, memo = '', assigned_to IS NULL
ON CONFLICT (alert_id) DO UPDATE SET memo = coalesce(nullif(h.memo, ''), excluded.memo), assigned_to = coalesce(h.assigned_to, excluded.assigned_to)
