-- What describes alerts: all series, or those of the alerts told.
SELECT s.id, s.organization_id, s.fingerprint, s.alertname, s.severity, s.system_key, s.labels, s.annotations ->> 'summary' FROM series s /*told*//**/
