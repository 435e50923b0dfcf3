-- Writes what is known by its id.
UPDATE /*table*/alert_source/**/ t SET name = r.name, is_named = false/*policy*/, policy_id = r.policy_id/**/
  FROM jsonb_to_recordset(:rows::jsonb) AS r (id bigint, name text, policy_id bigint)
 WHERE t.id = r.id
