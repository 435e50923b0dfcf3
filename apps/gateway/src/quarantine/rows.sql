-- The alerts of these ids that were set aside, newest first. A payload from before they were bounded is shown only if it is not larger than they may be.
SELECT id, received_at, tenant_id, reason, CASE WHEN octet_length(payload::text) <= :most::int THEN payload ELSE '{"unreadable": true}' END AS payload, replayed_at
  FROM alert_quarantine WHERE id = ANY (:ids::bigint[]) ORDER BY received_at DESC, id DESC
