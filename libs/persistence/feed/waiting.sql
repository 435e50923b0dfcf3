-- What is committed and has no number yet, in no order.
SELECT kind, alerts, starts, organizations, others FROM outbox WHERE tx >= (SELECT outbox_from FROM feed_end) AND kind <> 'told'
