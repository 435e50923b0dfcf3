-- Notes what became of a try, unless it was unsubscribed meanwhile; then no row comes back. `wait`: until the next; null: there is none.
UPDATE report_delivery SET state = :state, failures = failures + :failed::int, error = :error::text, due_at = now() + :wait::interval
 WHERE schedule_id = :id::uuid AND slot = :slot::timestamptz AND nth = :nth::int AND state = 'waiting' RETURNING nth
