-- Whose rights a schedule rests on: those of whoever saved it last. Runs are forgotten by their age.

-- Null: an organization's own; with a token.
ALTER TABLE report_schedule ADD COLUMN maker_organization_id int, ADD COLUMN maker_key_id text;
CREATE INDEX report_run_slot ON report_run (slot);
