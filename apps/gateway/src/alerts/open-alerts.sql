-- A page of the open alerts in scope, in total order, each with the number of all that pass the filters. One row without an alert when the page is empty.
-- What stands in sub-selects is looked up only where a filter or the order asks for it.
WITH matching AS MATERIALIZED (
       SELECT id, /*key*/starts_at/**/ AS key
         FROM (SELECT a.id, a.series_id, a.starts_at, a.state, (SELECT alertname FROM series WHERE id = a.series_id) AS alertname, (SELECT severity FROM series WHERE id = a.series_id) AS severity,
                      (SELECT system_key FROM series WHERE id = a.series_id) AS system_key, (SELECT assigned_to FROM handled WHERE alert_id = a.id) AS assigned_to
                 FROM /*reach*/open_alert a WHERE (SELECT o.scopes && :scopes::int[] FROM organization o WHERE o.id = a.organization_id)/**/) AS running
        WHERE (:series::bigint[] IS NULL OR series_id = ANY (:series)) AND (:status::text[] IS NULL OR state = ANY (:status))
          AND (:severity::text[] IS NULL OR severity = ANY (:severity)) AND (:system_key::text[] IS NULL OR system_key = ANY (:system_key))
          AND (:alertname::text[] IS NULL OR alertname = ANY (:alertname)) AND (:assigned_user_id::text[] IS NULL OR coalesce(assigned_to ->> 'user_id', 'none') = ANY (:assigned_user_id))),
     page AS (SELECT * FROM matching ORDER BY key /*direction*/DESC/**/, id /*direction*/DESC/**/ LIMIT :size::bigint OFFSET :skip::bigint)
SELECT counted.total, shown.*
  FROM (SELECT count(*) AS total FROM matching) AS counted
  LEFT JOIN (SELECT page.key, a.id, alert_public_id(a.id) AS public_id, (SELECT public_id FROM organization WHERE id = a.organization_id) AS organization,
                    a.fingerprint, s.alertname, s.severity, s.labels, coalesce(a.annotations, s.annotations) AS annotations, a.state, a.silenced_by, a.inhibited_by, a.muted_by,
                    a.receivers, nullif(coalesce(a.receiver, s.receiver), '') AS receiver, a.generator_url, a.starts_at, a.last_seen_at,
                    (SELECT assigned_to FROM handled WHERE alert_id = a.id) AS assigned_to
               FROM page CROSS JOIN LATERAL (SELECT * FROM open_alert WHERE id = page.id LIMIT 1) AS a CROSS JOIN LATERAL (SELECT * FROM series WHERE id = a.series_id LIMIT 1) AS s) AS shown ON true
 ORDER BY shown.key /*direction*/DESC/**/, shown.id /*direction*/DESC/**/
