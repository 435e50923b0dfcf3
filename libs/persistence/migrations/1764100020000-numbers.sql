-- Kept numbers, the differences they have yet to take in, and the feed.

-- Signed differences of resolved alerts, added up by the folder. The organization says at fold time which rows of kept numbers they belong to.
CREATE TABLE ledger_delta (
  organization_id  int NOT NULL,
  history          int NOT NULL,
  recorded_quarter int NOT NULL,
  start_quarter    int NOT NULL,
  severity         text,
  -- See the view folded.
  tx               xid8 NOT NULL DEFAULT pg_current_xact_id()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX ledger_delta_tx ON ledger_delta (tx);
CREATE TABLE totals_delta (
  organization_id int NOT NULL,
  active          int NOT NULL,
  critical        int NOT NULL,
  warning         int NOT NULL,
  info            int NOT NULL,
  muted           int NOT NULL,
  refreshed       int NOT NULL,
  tx              xid8 NOT NULL DEFAULT pg_current_xact_id()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX totals_delta_tx ON totals_delta (tx);

-- How far the folder has come: no difference waits that an earlier transaction than these has appended. A row per fold, the newest counts; the others go.
-- A row that were updated would be a chain of versions to whoever reads while a long snapshot is open.
CREATE TABLE fold_mark (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ledger_from xid8 NOT NULL,
  totals_from xid8 NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
INSERT INTO fold_mark (ledger_from, totals_from) VALUES ('0', '0');
-- From which transactions on differences may wait: who reads those finds them by index, however many were folded since the oldest snapshot that is open.
-- A mark ahead of the oldest transaction under way is of another cluster, from which this database was copied: then every row may wait.
CREATE VIEW folded AS
SELECT CASE WHEN ledger_from <= pg_snapshot_xmin(pg_current_snapshot()) THEN ledger_from ELSE '0' END AS ledger_from,
       CASE WHEN totals_from <= pg_snapshot_xmin(pg_current_snapshot()) THEN totals_from ELSE '0' END AS totals_from
  FROM fold_mark ORDER BY id DESC LIMIT 1;

CREATE TABLE scope_totals (
  scope     int PRIMARY KEY,
  history   bigint NOT NULL DEFAULT 0,
  active    int NOT NULL DEFAULT 0,
  critical  int NOT NULL DEFAULT 0,
  warning   int NOT NULL DEFAULT 0,
  info      int NOT NULL DEFAULT 0,
  muted     int NOT NULL DEFAULT 0,
  refreshed int NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
-- Resolved alerts by the UTC day they were recorded.
CREATE TABLE history_day (
  scope       int NOT NULL,
  day         date NOT NULL,
  severity    text NOT NULL,
  n           int NOT NULL,
  -- Between which quarters of an hour they started: only the partitions of those months are looked into. Never too narrow; these defaults mean anywhere.
  first_start int NOT NULL DEFAULT -2147483648,
  last_start  int NOT NULL DEFAULT 2147483647,
  PRIMARY KEY (scope, day, severity)
) WITH (fillfactor = 70);
CREATE TABLE history_month (
  scope    int NOT NULL,
  month    date NOT NULL,
  severity text NOT NULL,
  n        int NOT NULL,
  PRIMARY KEY (scope, month, severity)
) WITH (fillfactor = 70);
-- Only for organizations with others below them; a single one is answered from alert_organization.
CREATE TABLE history_quarter (
  scope   int NOT NULL,
  quarter int NOT NULL,
  n       int NOT NULL,
  PRIMARY KEY (scope, quarter)
) WITH (fillfactor = 70);
-- Resolved alerts by the UTC day they started.
CREATE TABLE start_day (
  scope int NOT NULL,
  day   date NOT NULL,
  n     int NOT NULL,
  PRIMARY KEY (scope, day)
) WITH (fillfactor = 70);

-- What recording transactions have changed, one row per transaction and kind, waiting for the folder to number it.
CREATE TABLE outbox (
  id            bigint GENERATED ALWAYS AS IDENTITY,
  kind          text NOT NULL CHECK (kind IN ('opened', 'changed', 'ended', 'merged', 'deleted')),
  alerts        bigint[] NOT NULL CHECK (cardinality(alerts) > 0),
  starts        timestamptz(3)[] NOT NULL,
  organizations int[] NOT NULL,
  -- Of merged ones: the alerts they are part of; else null.
  others        bigint[],
  tx            xid8 NOT NULL DEFAULT pg_current_xact_id()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX outbox_tx ON outbox (tx);

-- The same in an order for everybody: that of the commits. The last line of a row has its number, the one before one less, and so on.
CREATE TABLE feed (
  number        bigint NOT NULL,
  at            timestamptz(3) NOT NULL,
  kind          text NOT NULL,
  alerts        bigint[] NOT NULL,
  starts        timestamptz(3)[] NOT NULL,
  organizations int[] NOT NULL,
  others        bigint[],
  PRIMARY KEY (number, at)
) PARTITION BY RANGE (at);
-- The last number of each fold, with a mark that no other database has: a follower that finds another mark at its number starts anew.
CREATE TABLE feed_mark (
  number      bigint PRIMARY KEY,
  at          timestamptz(3) NOT NULL,
  mark        uuid NOT NULL DEFAULT gen_random_uuid(),
  outbox_from xid8 NOT NULL
);
INSERT INTO feed_mark (number, at, outbox_from) VALUES (0, '-infinity', '0');
-- Where the feed ends, and from which transactions on rows of the outbox may wait; see folded.
CREATE VIEW feed_end AS
SELECT number, mark, at, CASE WHEN outbox_from <= pg_snapshot_xmin(pg_current_snapshot()) THEN outbox_from ELSE '0' END AS outbox_from
  FROM feed_mark ORDER BY number DESC LIMIT 1;
