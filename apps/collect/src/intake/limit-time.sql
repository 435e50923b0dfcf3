-- Bounds every later statement of the transaction.
SELECT set_config('statement_timeout', :milliseconds, true)
