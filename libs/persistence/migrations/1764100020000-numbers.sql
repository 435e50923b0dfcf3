-- Kept numbers, the differences they have yet to take in, and the feed.

-- Signed differences of resolved alerts, added up by the folder. The organization says at fold time which rows of kept numbers they belong to.
CREATE TABLE ledger_delta (
  organization_id  int NOT NULL,
  history          int NOT NULL,
  recorded_quarter int NOT NULL,
  start_quarter    int NOT NULL,
  severity         text
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE TABLE totals_delta (
  organization_id int NOT NULL,
  active          int NOT NULL,
  critical        int NOT NULL,
  warning         int NOT NULL,
  info            int NOT NULL,
  muted           int NOT NULL,
  refreshed       int NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

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
  kind          text NOT NULL CHECK (kind IN ('opened', 'changed', 'ended', 'merged', 'deleted')),
  alerts        bigint[] NOT NULL,
  starts        timestamptz(3)[] NOT NULL,
  organizations int[] NOT NULL,
  -- Of merged ones: the alerts they are part of; else null.
  others        bigint[]
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
