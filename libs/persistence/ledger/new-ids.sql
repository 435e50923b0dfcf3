-- So many ids for new alerts, ascending.
SELECT nextval('alert_id')::bigint AS id FROM generate_series(1, :n::int)
