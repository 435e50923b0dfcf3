-- How many resolved alerts in scope pass the filters, and a page of them in total order: what names their rows. One row.
WITH found AS NOT MATERIALIZED (
       SELECT e.id, e.starts, /*key*/recorded/**/ AS key FROM episode e JOIN organization o ON o.id = e.organization
        WHERE list_has_any(o.scopes, :scopes::INTEGER[]) AND e.recorded IS NOT NULL
          AND e.recorded >= :from::BIGINT AND e.recorded < :until::BIGINT
          AND (:system_key::VARCHAR[] IS NULL OR list_contains(:system_key::VARCHAR[], e.system_key)) AND (:alertname::VARCHAR[] IS NULL OR list_contains(:alertname::VARCHAR[], e.alertname))
          AND (:severity::VARCHAR[] IS NULL OR list_contains(:severity::VARCHAR[], e.severity))
          AND matching(e.labels, e.alertname, e.severity, e.system_key, o.public_id, :names::VARCHAR[], :operators::VARCHAR[], :patterns::VARCHAR[])),
     page AS (
       SELECT id, starts, key FROM found
        WHERE :after_id::BIGINT IS NULL OR (key, id) /*beyond*/</**/ (/*after*/epoch_ms(:after_key::TIMESTAMP)/**/, :after_id::BIGINT)
        ORDER BY key /*direction*/DESC/**/, id /*direction*/DESC/**/ LIMIT :size::BIGINT OFFSET :skip::BIGINT)
SELECT (SELECT count(*) FROM found) AS total, (SELECT list({id: id, starts: starts} ORDER BY key /*direction*/DESC/**/, id /*direction*/DESC/**/) FROM page) AS rows
