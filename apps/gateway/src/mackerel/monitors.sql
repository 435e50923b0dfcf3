-- Of every tenant and alert name of the subtree the kind it was last seen as.
SELECT DISTINCT ON (o.tenant_id, k.alertname) o.tenant_id, k.alertname, nullif(k.host, '') AS system_key, k.labels, k.annotations, NULL AS severity
  FROM alert_kind k JOIN organization o ON o.id = k.organization_id
 WHERE o.scopes && :scopes::int[]
 ORDER BY o.tenant_id, k.alertname, k.first_seen_at DESC
