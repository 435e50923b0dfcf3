-- A page of the open alerts in scope, in total order, each with the number of all that pass the filters. One row without an alert when the page is empty.
WITH running AS (
       /*owners*/SELECT id, starts_at, alertname, severity, state, system_key, assigned_to FROM episode WHERE ends_at IS NULL AND owner_id = ANY (:owners::int[])
       UNION ALL
       /**//*distributors*/SELECT id, starts_at, alertname, severity, state, system_key, assigned_to FROM episode WHERE ends_at IS NULL AND distributor_id = ANY (:distributors::int[])
       UNION ALL
       /**//*resellers*/SELECT id, starts_at, alertname, severity, state, system_key, assigned_to FROM episode WHERE ends_at IS NULL AND reseller_id = ANY (:resellers::int[])
       UNION ALL
       /**/SELECT id, starts_at, alertname, severity, state, system_key, assigned_to FROM episode WHERE ends_at IS NULL AND organization_id = ANY (:organizations::int[])),
     matching AS MATERIALIZED (
       SELECT id, starts_at, /*key*/starts_at/**/ AS key FROM running
        WHERE (:status::text[] IS NULL OR state = ANY (:status)) AND (:severity::text[] IS NULL OR severity = ANY (:severity))
          AND (:system_key::text[] IS NULL OR system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR alertname = ANY (:alertname))
          AND (:assigned_user_id::text[] IS NULL OR coalesce(assigned_to ->> 'user_id', 'none') = ANY (:assigned_user_id))),
     page AS (SELECT * FROM matching ORDER BY key /*direction*/DESC/**/, id /*direction*/DESC/**/ LIMIT :size::bigint OFFSET :skip::bigint)
SELECT counted.total, shown.fingerprint, shown.alertname, shown.severity, shown.labels, shown.annotations, shown.state, shown.silenced_by, shown.inhibited_by, shown.starts_at,
       shown.organization_id, shown.assigned_to
  FROM (SELECT count(*) AS total FROM matching) AS counted
  LEFT JOIN (SELECT page.key, a.* FROM page CROSS JOIN LATERAL (SELECT * FROM episode WHERE id = page.id AND starts_at = page.starts_at LIMIT 1) AS a) AS shown ON true
 ORDER BY shown.key /*direction*/DESC/**/, shown.id /*direction*/DESC/**/
