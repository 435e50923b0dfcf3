-- Alerts as columns hold them, ended and running: all, or those told with the starts they were told with.
SELECT a.id, a.series_id, a.organization_id, (extract(epoch FROM a.starts_at) * 1000)::bigint, (extract(epoch FROM a.ends_at) * 1000)::bigint, (extract(epoch FROM a.recorded_at) * 1000)::bigint,
       (extract(epoch FROM a.acknowledged_at) * 1000)::bigint, a.resolution, a.priority, a.number, a.source_id, a.policy_id, h.assigned_to ->> 'user_id', h.closed_by IS NOT NULL, CASE WHEN a.annotations IS NOT NULL THEN coalesce(a.annotations ->> 'summary', '') END
  FROM alert a LEFT JOIN handled h ON h.alert_id = a.id /*told*//**/
UNION ALL
SELECT a.id, a.series_id, a.organization_id, (extract(epoch FROM a.starts_at) * 1000)::bigint, NULL, NULL,
       (extract(epoch FROM a.acknowledged_at) * 1000)::bigint, NULL, a.priority, a.number, a.source_id, a.policy_id, h.assigned_to ->> 'user_id', h.closed_by IS NOT NULL, CASE WHEN a.annotations IS NOT NULL THEN coalesce(a.annotations ->> 'summary', '') END
  FROM open_alert a LEFT JOIN handled h ON h.alert_id = a.id /*running*//**/
