-- The ids of the named sources and policies, made on first use. A source without a policy of its own leads to the organization's `Default`.
-- LIMIT has each name looked up by index: the planner, who expects more names than there are, would read whole tables.
WITH named AS (
       SELECT DISTINCT organization_id, source, policy, coalesce(policy, 'Default') AS policy_name
         FROM jsonb_to_recordset(:names::jsonb) AS n (organization_id int, source text, policy text)),
     found AS MATERIALIZED (
       SELECT n.*, s.id AS source_id, s.policy_id AS led_to, p.id AS policy_id
         FROM named n
         LEFT JOIN LATERAL (SELECT id, policy_id FROM alert_source WHERE organization_id = n.organization_id AND name = n.source LIMIT 1) AS s ON true
         LEFT JOIN LATERAL (SELECT id FROM escalation_policy WHERE organization_id = n.organization_id AND name = n.policy_name LIMIT 1) AS p ON true),
     sources AS (
       INSERT INTO alert_source (organization_id, name)
       SELECT DISTINCT organization_id, source FROM found WHERE source_id IS NULL ORDER BY 1, 2
       ON CONFLICT DO NOTHING RETURNING id, organization_id, name),
     policies AS (
       INSERT INTO escalation_policy (organization_id, name)
       SELECT DISTINCT organization_id, policy_name FROM found WHERE policy_id IS NULL ORDER BY 1, 2
       ON CONFLICT DO NOTHING RETURNING id, organization_id, name)
SELECT f.organization_id, f.source, f.policy, coalesce(f.source_id, s.id) AS source_id,
       coalesce(CASE WHEN f.policy IS NULL THEN f.led_to END, f.policy_id, p.id) AS policy_id
  FROM found f
  LEFT JOIN sources s ON s.organization_id = f.organization_id AND s.name = f.source
  LEFT JOIN policies p ON p.organization_id = f.organization_id AND p.name = f.policy_name
