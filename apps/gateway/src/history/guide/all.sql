-- How many resolved alerts of all organizations were recorded on some days, as far as that is folded. One row.
SELECT coalesce(sum(n), 0)::bigint AS n FROM history_day
 WHERE scope = (SELECT id FROM organization WHERE role = 'owner' AND deleted_at IS NULL) AND day >= date '1970-01-01' + :first_day::int AND day < date '1970-01-01' + :end_day::int
