-- Stores new ones, with the id they bring or the next one. The id of each, by organization and name.
INSERT INTO /*table*/alert_source/**/ (id, organization_id, name/*policy*/, policy_id/**/)
SELECT coalesce(id, nextval('/*sequence*/alert_source_id_seq/**/')), organization_id, name/*policy*/, policy_id/**/
  FROM jsonb_to_recordset(:rows::jsonb) AS r (id bigint, organization_id int, name text, policy_id bigint)
 ORDER BY organization_id, name
RETURNING id, organization_id, name
