-- Notes from which transactions on differences may wait; the marks before go.
WITH new AS (INSERT INTO fold_mark (ledger_from, totals_from) VALUES (:ledger_from::text::xid8, :totals_from::text::xid8) RETURNING id)
DELETE FROM fold_mark WHERE id < (SELECT id FROM new)
