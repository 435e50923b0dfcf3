-- Fills in how long the next alerts lasted.
WITH next AS MATERIALIZED (
       SELECT id, starts_at FROM alert
        WHERE :after::text IS NULL OR (starts_at, id) > (split_part(:after, ' ', 1)::timestamptz, split_part(:after, ' ', 2)::bigint)
        ORDER BY starts_at, id LIMIT :most::int),
     filled AS (
       UPDATE alert a SET lasted_ms = floor(extract(epoch FROM a.ends_at - a.starts_at) * 1000)
         FROM next n WHERE a.id = n.id AND a.starts_at = n.starts_at),
     told AS (INSERT INTO touched SELECT id FROM next)
SELECT to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || id AS at FROM next ORDER BY starts_at DESC, id DESC LIMIT 1
