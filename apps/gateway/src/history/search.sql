-- A page of the resolved alerts in scope that pass the filters, in total order.
SELECT a.id, alert_public_id(a.id) AS alert_id, (SELECT public_id FROM organization WHERE id = a.organization_id) AS organization_id, s.system_key, s.alertname, s.severity,
       s.fingerprint, a.starts_at, a.ends_at, a.acknowledged_at, s.labels, coalesce(a.annotations, s.annotations) AS annotations, nullif(coalesce(a.receiver, s.receiver), '') AS receiver, a.resolution, a.recorded_at
  FROM (SELECT *, row_number() OVER (ORDER BY /*key*/recorded_at/**/ /*direction*/DESC/**/, id /*direction*/DESC/**/) AS place FROM (SELECT a.*, s.system_key, s.alertname, s.severity FROM alert a JOIN series s ON s.id = a.series_id) AS found
         WHERE organization_id IN (SELECT id FROM organization WHERE scopes && :scopes::int[])
           AND (:from_date::timestamptz IS NULL OR recorded_at >= :from_date) AND (:to_date::timestamptz IS NULL OR recorded_at < :to_date)
           AND (:system_key::text[] IS NULL OR system_key = ANY (:system_key)) AND (:alertname::text[] IS NULL OR alertname = ANY (:alertname))
           AND (:severity::text[] IS NULL OR severity = ANY (:severity))
           AND (:after_id::bigint IS NULL OR (/*key*/recorded_at/**/, id) /*beyond*/</**/ (:after_key::text::/*type*/timestamptz/**/, :after_id))
         ORDER BY /*key*/recorded_at/**/ /*direction*/DESC/**/, id /*direction*/DESC/**/ LIMIT :size::bigint OFFSET :skip::bigint) AS a
  JOIN LATERAL (SELECT * FROM series WHERE id = a.series_id LIMIT 1) AS s ON true
 ORDER BY a.place
