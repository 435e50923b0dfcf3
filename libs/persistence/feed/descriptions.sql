-- What describes alerts, by series; the labels as filters see them.
SELECT s.id, s.fingerprint, s.alertname, s.severity,
       jsonb_strip_nulls(jsonb_build_object('alertname', s.alertname, 'severity', s.severity, 'system_key', s.system_key, 'organization_id', o.public_id)) || s.labels AS labels
  FROM series s LEFT JOIN organization o ON o.id = s.organization_id
 WHERE s.id = ANY (:ids::bigint[])
