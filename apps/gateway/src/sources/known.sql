-- Whoever has one of these ids, and those of the organizations that have one of these names.
SELECT id, organization_id, name, /*own*/policy_id/**/ AS policy_id FROM /*table*/alert_source/**/
 WHERE id = ANY (:ids::bigint[]) OR (organization_id = ANY (:organizations::int[]) AND name = ANY (:names::text[]))
