-- On which days the alerts of a subtree began that make up a page after an instant, how many it has on them, and how many all have. From and until are infinite
-- when none has ended. The day of the instant is read in part: none of it is counted on.
WITH counted AS (
       SELECT day, sum(n) AS n
         FROM (SELECT day, n FROM start_day WHERE scope = ANY (:scopes::int[])
               UNION ALL
               SELECT (to_timestamp(d.start_quarter * 900.0) AT TIME ZONE 'UTC')::date, d.history FROM ledger_delta d JOIN organization o ON o.id = d.organization_id
                WHERE d.tx >= (SELECT ledger_from FROM folded) AND o.scopes && :scopes::int[]) AS told
        GROUP BY day HAVING sum(n) <> 0),
     position AS (SELECT (:before::timestamptz AT TIME ZONE 'UTC')::date AS day),
     placed AS (
       SELECT c.day, c.n, coalesce(sum(c.n) FILTER (WHERE c.day < p.day) OVER (ORDER BY c.day DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS passed
         FROM counted c CROSS JOIN position p WHERE c.day <= p.day),
     run AS (SELECT min(day) AS first, max(day) + 1 AS past, coalesce(sum(n), 0) AS own FROM placed WHERE passed < :size::int)
SELECT coalesce(first::timestamp AT TIME ZONE 'UTC', 'infinity') AS from, coalesce(past::timestamp AT TIME ZONE 'UTC', 'infinity') AS until, own::bigint AS own,
       (SELECT coalesce(sum(n), 0) FROM start_day
         WHERE scope = (SELECT id FROM organization WHERE role = 'owner' AND deleted_at IS NULL) AND day >= first AND day < past)::bigint AS of_all
  FROM run
