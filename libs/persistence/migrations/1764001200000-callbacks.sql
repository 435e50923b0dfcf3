-- The outbox of callbacks is the job itself: the statement that ends it also makes its callback due.
ALTER TABLE export_job
  ADD COLUMN callback_failures int NOT NULL DEFAULT 0,
  -- From when the callback may be sent; a worker that sends it moves this on, and whoever finds it in the past takes over. Null: nothing to send.
  ADD COLUMN callback_due_at timestamptz;
CREATE INDEX export_job_callback ON export_job (callback_due_at) WHERE callback_due_at IS NOT NULL;
