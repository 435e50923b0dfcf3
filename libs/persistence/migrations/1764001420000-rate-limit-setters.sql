-- From which organization a rate limit was set: nobody below it changes it. Those from before count as the owner's.
ALTER TABLE rate_limit ADD COLUMN set_by int REFERENCES organization;
UPDATE rate_limit SET set_by = (SELECT id FROM organization WHERE role = 'owner' AND deleted_at IS NULL);
