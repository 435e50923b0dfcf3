-- The silences of these tenants and ids, each pair at the same place of the two lists.
SELECT s.tenant_id AS tenant, s.id, s.matchers, s.created_by, s.comment, s.starts_at, s.ends_at, s.updated_at
  FROM unnest(:tenants::text[], :ids::text[]) WITH ORDINALITY AS asked(tenant, id, at)
  JOIN tenant_silence s ON s.tenant_id = asked.tenant AND s.id = asked.id
 ORDER BY asked.at
