-- Notes who tells alerts that run, and when; nothing else of them has changed.
UPDATE open_alert a SET reporters = n.reporters FROM unnest(:id::bigint[], :reporters::jsonb[]) AS n (id, reporters) WHERE a.id = n.id
