-- The next alerts that were set aside for want of an organization, or because the database refused them, as many as so many bytes hold but one at least;
-- of these tenants or, when that is null, of all.
SELECT id, tenant, received_at, payload::jsonb AS payload
  FROM (SELECT id, tenant, received_at, payload, sum(octet_length(payload)) OVER (ORDER BY received_at, id) AS bytes, row_number() OVER (ORDER BY received_at, id) AS nth
          FROM (SELECT id, tenant_id AS tenant, received_at, payload::text AS payload FROM alert_quarantine
                 WHERE replayed_at IS NULL AND (received_at, id) > (:after::timestamptz, :after_id::bigint) AND (:tenants::text[] IS NULL OR tenant_id = ANY (:tenants))
                   AND reason IN ('the organization is unknown', 'the database refused it')
                 ORDER BY received_at, id LIMIT :most::int) AS next) AS sized
 WHERE bytes <= :bytes::bigint OR nth = 1
 ORDER BY received_at, id
