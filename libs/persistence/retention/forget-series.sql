-- Forgets those of these series that describe no alert any more. Another of the same system, or name, stands for it from now on.
WITH gone AS (
       DELETE FROM series s
        WHERE s.id = ANY (:series::bigint[]) AND NOT EXISTS (SELECT FROM alert a WHERE a.series_id = s.id)
          AND NOT EXISTS (SELECT FROM open_alert o WHERE o.organization_id = s.organization_id AND o.fingerprint = s.fingerprint AND o.series_id = s.id)
       RETURNING id, organization_id, host_of(system_key, labels) AS host, alertname, is_system, is_monitor),
     heirs AS (
       SELECT (SELECT min(s.id) FROM series s WHERE s.organization_id = g.organization_id AND host_of(s.system_key, s.labels) = g.host AND s.id NOT IN (SELECT id FROM gone)) AS id, true AS is_system
         FROM gone g WHERE g.is_system
       UNION ALL
       SELECT (SELECT min(s.id) FROM series s WHERE s.organization_id = g.organization_id AND s.alertname = g.alertname AND s.id NOT IN (SELECT id FROM gone)), false
         FROM gone g WHERE g.is_monitor)
UPDATE series s SET is_system = s.is_system OR h.is_system, is_monitor = s.is_monitor OR h.is_monitor
  FROM (SELECT id, bool_or(is_system) AS is_system, bool_or(NOT is_system) AS is_monitor FROM heirs GROUP BY id) AS h WHERE s.id = h.id
