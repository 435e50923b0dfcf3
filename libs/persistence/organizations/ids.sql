-- The internal id of each public id: the stored one, deleted organizations included, else a new one.
SELECT p.public_id, coalesce(o.id, nextval(pg_get_serial_sequence('organization', 'id'))::int) AS id, o.id IS NULL AS fresh
  FROM unnest(:public_ids::text[]) AS p (public_id) LEFT JOIN organization o ON o.public_id = p.public_id
