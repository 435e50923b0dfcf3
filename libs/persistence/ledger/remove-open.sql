-- Takes alerts out of what runs.
DELETE FROM open_alert WHERE id = ANY (:ids::bigint[])
