-- The trace that the order belongs to: the worker that writes the file goes on with it.
ALTER TABLE export_job ADD COLUMN traceparent text;
