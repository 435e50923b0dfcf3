-- The first and the last month in which anything of the ledger, or any number of it, lies; nulls of an empty one.
SELECT date_trunc('month', least((SELECT recorded_at FROM alert ORDER BY recorded_at LIMIT 1), (SELECT starts_at FROM alert ORDER BY starts_at LIMIT 1),
                                 (SELECT min(month) FROM history_month)::timestamp AT TIME ZONE 'UTC', (SELECT min(day) FROM start_day)::timestamp AT TIME ZONE 'UTC'), 'UTC') AS first,
       date_trunc('month', greatest((SELECT recorded_at FROM alert ORDER BY recorded_at DESC LIMIT 1), (SELECT starts_at FROM alert ORDER BY starts_at DESC LIMIT 1),
                                    (SELECT max(month) FROM history_month)::timestamp AT TIME ZONE 'UTC', (SELECT max(day) FROM start_day)::timestamp AT TIME ZONE 'UTC'), 'UTC') AS last
