-- Which of these escalation policies exist, and whose they are.
SELECT id, organization_id FROM escalation_policy WHERE id = ANY (:ids::bigint[])
