-- From here to the end of the transaction the user orders one export at a time.
SELECT pg_advisory_xact_lock(hashtextextended('exports ' || :organization::int || ' ' || :subject::text, 0))
