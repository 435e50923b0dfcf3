-- Frees the names of those that get another one, so that two may change theirs with each other.
UPDATE /*table*/alert_source/**/ SET name = id || ' ' || gen_random_uuid() WHERE id = ANY (:ids::bigint[])
