-- The alert sources and escalation policies with these ids: whose each is, and its name.
SELECT 'alert_source_id' AS kind, id, organization_id, name FROM alert_source WHERE id = ANY (:sources::bigint[])
UNION ALL
SELECT 'escalation_policy_id', id, organization_id, name FROM escalation_policy WHERE id = ANY (:policies::bigint[])
