-- The ids of the named sources and policies, made on first use. A source without a policy of its own leads to the organization's `Default`.
-- An organization has `most` of each; then the names that are new lead to `default` and `Default`, and are told to be over.
-- LIMIT has each name looked up by index: the planner, who expects more names than there are, would read whole tables.
WITH named AS (
       SELECT DISTINCT organization_id, source, policy, coalesce(policy, 'Default') AS policy_name
         FROM jsonb_to_recordset(:names::jsonb) AS n (organization_id int, source text, policy text)),
     found AS MATERIALIZED (
       SELECT n.*, s.id AS source_id, s.policy_id AS led_to, p.id AS policy_id
         FROM named n
         LEFT JOIN LATERAL (SELECT id, policy_id FROM alert_source WHERE organization_id = n.organization_id AND name = n.source LIMIT 1) AS s ON true
         LEFT JOIN LATERAL (SELECT id FROM escalation_policy WHERE organization_id = n.organization_id AND name = n.policy_name LIMIT 1) AS p ON true),
     new_sources AS MATERIALIZED (
       SELECT organization_id, source, CASE WHEN taken + row_number() OVER (PARTITION BY organization_id ORDER BY source) <= :most::int THEN source ELSE 'default' END AS name
         FROM (SELECT DISTINCT organization_id, source FROM found WHERE source_id IS NULL) AS f
        CROSS JOIN LATERAL (SELECT count(*) AS taken FROM (SELECT FROM alert_source a WHERE a.organization_id = f.organization_id LIMIT :most::int) AS held) AS t),
     new_policies AS MATERIALIZED (
       SELECT organization_id, policy_name, CASE WHEN taken + row_number() OVER (PARTITION BY organization_id ORDER BY policy_name) <= :most::int THEN policy_name ELSE 'Default' END AS name
         FROM (SELECT DISTINCT organization_id, policy_name FROM found WHERE policy_id IS NULL) AS f
        CROSS JOIN LATERAL (SELECT count(*) AS taken FROM (SELECT FROM escalation_policy a WHERE a.organization_id = f.organization_id LIMIT :most::int) AS held) AS t),
     sources AS (
       INSERT INTO alert_source (organization_id, name, is_named) SELECT DISTINCT organization_id, name, name <> 'default' FROM new_sources ORDER BY 1, 2
       ON CONFLICT DO NOTHING RETURNING id, organization_id, name),
     policies AS (
       INSERT INTO escalation_policy (organization_id, name, is_named) SELECT DISTINCT organization_id, name, name <> 'Default' FROM new_policies ORDER BY 1, 2
       ON CONFLICT DO NOTHING RETURNING id, organization_id, name)
SELECT f.organization_id, f.source, f.policy, coalesce(f.source_id, s.id, ds.id) AS source_id,
       coalesce(CASE WHEN f.policy IS NULL THEN f.led_to END, f.policy_id, p.id, dp.id) AS policy_id,
       coalesce(ns.name <> f.source, false) OR coalesce(np.name <> f.policy_name, false) AS over
  FROM found f
  LEFT JOIN new_sources ns ON ns.organization_id = f.organization_id AND ns.source = f.source
  LEFT JOIN new_policies np ON np.organization_id = f.organization_id AND np.policy_name = f.policy_name
  LEFT JOIN sources s ON s.organization_id = f.organization_id AND s.name = ns.name
  LEFT JOIN policies p ON p.organization_id = f.organization_id AND p.name = np.name
  LEFT JOIN LATERAL (SELECT id FROM alert_source WHERE ns.name <> f.source AND organization_id = f.organization_id AND name = ns.name LIMIT 1) AS ds ON true
  LEFT JOIN LATERAL (SELECT id FROM escalation_policy WHERE np.name <> f.policy_name AND organization_id = f.organization_id AND name = np.name LIMIT 1) AS dp ON true
