-- Takes ended alerts out of the history; each is stored under its start.
DELETE FROM alert a USING unnest(:ids::bigint[], :starts::timestamptz[]) AS r (id, starts_at) WHERE a.id = r.id AND a.starts_at = r.starts_at
