-- The same page where the subtree has few of the alerts that began in those days: those of each organization are read in turn, by its own index, for they are asked for in its order.
WITH organizations AS MATERIALIZED (SELECT id FROM organization WHERE scopes && :scopes::int[]),
     started AS (
       SELECT a.id, a.starts_at FROM organizations o CROSS JOIN LATERAL (
              SELECT id, starts_at FROM alert WHERE organization_id = o.id AND starts_at >= :from::timestamptz AND starts_at < :until::timestamptz ORDER BY recorded_at, id OFFSET 0) AS a
       UNION ALL
       SELECT a.id, a.starts_at FROM organizations o CROSS JOIN LATERAL (SELECT id, starts_at FROM open_alert WHERE organization_id = o.id OFFSET 0) AS a),
     page AS (
       SELECT * FROM started a
        WHERE a.starts_at < :before::timestamptz + interval '1 second' AND (a.starts_at < :before::timestamptz OR a.id < :after_id::bigint)
        ORDER BY date_trunc('second', a.starts_at) DESC, a.id DESC LIMIT :size::int)
SELECT a.public_id, o.tenant_id, a.organization_id, a.alertname, a.severity, a.system_key, a.labels, a.annotations, a.starts_at, a.ends_at, a.close_reason
  FROM page CROSS JOIN LATERAL (SELECT * FROM episode e WHERE e.id = page.id AND e.starts_at = page.starts_at LIMIT 1) AS a
 CROSS JOIN LATERAL (SELECT tenant_id FROM organization WHERE id = a.organization_id LIMIT 1) AS o
 ORDER BY date_trunc('second', a.starts_at) DESC, a.id DESC
