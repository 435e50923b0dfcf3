-- How long an alert lasted, and which rows the backfill has touched.
ALTER TABLE alert ADD COLUMN lasted_ms bigint;
CREATE TABLE touched (alert_id bigint NOT NULL);
