-- What the columns hold of the ledger. Instants are epoch milliseconds. No key and no index: they cost more than they give here.

-- `scopes` as in PostgreSQL: the organizations in whose kept numbers it counts, -id = the organization alone.
CREATE TABLE organization (id INTEGER, public_id VARCHAR, name VARCHAR, role VARCHAR, parent INTEGER, tenant VARCHAR, timezone VARCHAR, scopes INTEGER[]);

CREATE TABLE series (id BIGINT, organization INTEGER, fingerprint VARCHAR, alertname VARCHAR, severity VARCHAR, system_key VARCHAR, labels MAP(VARCHAR, VARCHAR));

-- Ended and running ones; what has not ended has no `ends`, `recorded` and `resolution`. `assignee`: who is in charge. `is_closed`: somebody closed it.
CREATE TABLE alert (
  id BIGINT, series BIGINT, organization INTEGER, starts BIGINT, ends BIGINT, recorded BIGINT, acknowledged BIGINT, resolution VARCHAR, priority VARCHAR,
  number VARCHAR, source BIGINT, policy BIGINT, assignee VARCHAR, is_closed BOOLEAN);

-- When an alert came under a silence, an inhibition or a mute time, or was free of all of them again; `keys`: by whom it was held from then on.
CREATE TABLE held (alert BIGINT, moment BIGINT, kind VARCHAR, keys VARCHAR[]);

-- How far this file has come: a number of the feed with its mark, and the version of the tree.
CREATE TABLE position (number BIGINT, mark VARCHAR, tree BIGINT);
INSERT INTO position VALUES (0, '', 0);

-- An alert with what describes it, and how long it took to be acknowledged and to end.
CREATE VIEW episode AS
SELECT a.*, s.fingerprint, s.alertname, s.severity, s.system_key, s.labels,
       CASE WHEN a.acknowledged IS NOT NULL THEN greatest(0, a.acknowledged - a.starts) END AS tta, CASE WHEN a.ends IS NOT NULL THEN greatest(0, a.ends - a.starts) END AS ttr
  FROM alert a JOIN series s ON s.id = a.series;
