-- The kinds of the next so many tenants and alert names of the subtree, newest first: of those that differ in what makes their type one each.
WITH names AS MATERIALIZED (
       SELECT DISTINCT o.tenant_id, k.alertname FROM series k JOIN organization o ON o.id = k.organization_id
        WHERE k.is_monitor AND o.scopes && :scopes::int[] AND (o.tenant_id, k.alertname) > (:after_tenant::text, :after_name::text)
        ORDER BY o.tenant_id, k.alertname LIMIT :most::int)
SELECT * FROM (
  SELECT DISTINCT ON (o.tenant_id, k.alertname, k.host = '', k.labels ->> 'mackerel_type', k.annotations ? 'value')
         o.tenant_id, k.alertname, nullif(k.host, '') AS system_key, k.labels, k.annotations, NULL AS severity, k.first_seen_at
    FROM alert_kind k JOIN organization o ON o.id = k.organization_id JOIN names n ON n.tenant_id = o.tenant_id AND n.alertname = k.alertname
   WHERE o.scopes && :scopes::int[]
   ORDER BY o.tenant_id, k.alertname, k.host = '', k.labels ->> 'mackerel_type', k.annotations ? 'value', k.first_seen_at DESC, k.organization_id, k.host) AS kinds
 ORDER BY tenant_id, alertname, first_seen_at DESC, system_key NULLS FIRST, labels ->> 'mackerel_type', annotations ? 'value'
