-- The internal id of each public id: the stored one, deleted organizations included, with the level it was stored with, else a new one and no level.
SELECT p.public_id, coalesce(o.id, nextval(pg_get_serial_sequence('organization', 'id'))::int) AS id, o.role
  FROM unnest(:public_ids::text[]) AS p (public_id) LEFT JOIN organization o ON o.public_id = p.public_id
