-- Until the transaction ends nobody else sets alerts of this tenant aside: how many there are is known.
SELECT pg_advisory_xact_lock(4714, hashtext(coalesce(:tenant::text, '')))
