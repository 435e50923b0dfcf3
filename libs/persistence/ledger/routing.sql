-- The ids of the named sources and policies, made on first use. A source without a policy of its own leads to the organization's `Default`.
WITH asked AS (SELECT DISTINCT * FROM jsonb_to_recordset(:names::jsonb) AS n (organization_id int, source text, policy text)),
     sources AS (
       INSERT INTO alert_source (organization_id, name)
       SELECT DISTINCT organization_id, source FROM asked a
        WHERE NOT EXISTS (SELECT FROM alert_source s WHERE s.organization_id = a.organization_id AND s.name = a.source)
        ORDER BY 1, 2
       ON CONFLICT DO NOTHING RETURNING id, organization_id, name, policy_id),
     policies AS (
       INSERT INTO escalation_policy (organization_id, name)
       SELECT DISTINCT organization_id, coalesce(policy, 'Default') FROM asked a
        WHERE NOT EXISTS (SELECT FROM escalation_policy p WHERE p.organization_id = a.organization_id AND p.name = coalesce(a.policy, 'Default'))
        ORDER BY 1, 2
       ON CONFLICT DO NOTHING RETURNING id, organization_id, name),
     known_sources AS (SELECT id, organization_id, name, policy_id FROM sources UNION ALL
                       SELECT s.id, s.organization_id, s.name, s.policy_id FROM alert_source s JOIN (SELECT DISTINCT organization_id, source FROM asked) a ON s.organization_id = a.organization_id AND s.name = a.source),
     known_policies AS (SELECT id, organization_id, name FROM policies UNION ALL
                        SELECT p.id, p.organization_id, p.name FROM escalation_policy p JOIN (SELECT DISTINCT organization_id, coalesce(policy, 'Default') AS policy FROM asked) a
                            ON p.organization_id = a.organization_id AND p.name = a.policy)
SELECT a.organization_id, a.source, a.policy, s.id AS source_id, CASE WHEN a.policy IS NULL THEN coalesce(s.policy_id, p.id) ELSE p.id END AS policy_id
  FROM asked a
  LEFT JOIN known_sources s ON s.organization_id = a.organization_id AND s.name = a.source
  LEFT JOIN known_policies p ON p.organization_id = a.organization_id AND p.name = coalesce(a.policy, 'Default')
