-- What happened to alerts, line by line, for who follows while it happens: rows of kind `told` in the outbox and the feed.
ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_check CHECK (kind IN ('opened', 'changed', 'ended', 'merged', 'deleted', 'told'));
-- Of told lines: the series that describes the alert, what happened, when, and the id of the user who did it; else null.
ALTER TABLE outbox ADD COLUMN series bigint[], ADD COLUMN events text[], ADD COLUMN instants timestamptz(3)[], ADD COLUMN actors text[];
ALTER TABLE feed ADD COLUMN series bigint[], ADD COLUMN events text[], ADD COLUMN instants timestamptz(3)[], ADD COLUMN actors text[];
