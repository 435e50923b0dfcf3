-- When alerts came under silences and inhibitions, and when they were free again: of all, or of those told.
SELECT alert_id, (extract(epoch FROM at) * 1000)::bigint, kind, coalesce(detail -> 'silences', detail -> 'alerts', '[]')
  FROM alert_event WHERE kind IN ('silenced', 'unsilenced', 'inhibited', 'uninhibited') /*told*//**/
