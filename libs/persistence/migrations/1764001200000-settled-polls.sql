-- What the saved answer of a tenant came to, while all open alerts are shown by it and are the versions of rows that it left; see renew-polls.sql.
ALTER TABLE tenant_poll ADD COLUMN digest text, ADD COLUMN alerts_version bigint;
