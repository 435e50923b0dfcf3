-- The runs of a schedule with their deliveries, the newest first; so many before a slot.
SELECT r.slot, r.state, r.export_id, r.error,
       coalesce((SELECT jsonb_agg(jsonb_build_object('nth', d.nth, 'kind', d.kind, 'target', d.target, 'state', d.state) ORDER BY d.nth)
                   FROM report_delivery d WHERE d.schedule_id = r.schedule_id AND d.slot = r.slot), '[]') AS deliveries
  FROM report_run r WHERE r.schedule_id = :id::uuid AND (:before::timestamptz IS NULL OR r.slot < :before::timestamptz) ORDER BY r.slot DESC LIMIT :most::int
