-- What the columns hold of the ledger. Instants are epoch milliseconds. No key and no index: they cost more than they give here.

-- `scopes` as in PostgreSQL: the organizations in whose kept numbers it counts, -id = the organization alone.
CREATE TABLE organization (id INTEGER, public_id VARCHAR, name VARCHAR, role VARCHAR, parent INTEGER, tenant VARCHAR, timezone VARCHAR, scopes INTEGER[], deleted BIGINT);

CREATE TABLE series (id BIGINT, organization INTEGER, fingerprint VARCHAR, alertname VARCHAR, severity VARCHAR, system_key VARCHAR, labels MAP(VARCHAR, VARCHAR), summary VARCHAR);

-- Ended and running ones; what has not ended has no `ends`, `recorded` and `resolution`. `assignee`: who is in charge. `is_closed`: somebody closed it. `own_summary`: null where its series tells.
CREATE TABLE alert (
  id BIGINT, series BIGINT, organization INTEGER, starts BIGINT, ends BIGINT, recorded BIGINT, acknowledged BIGINT, resolution VARCHAR, priority VARCHAR,
  number VARCHAR, source BIGINT, policy BIGINT, assignee VARCHAR, is_closed BOOLEAN, own_summary VARCHAR);

-- What held an alert from a moment on, of one kind (`silence`, `inhibitor`, `mute`): all ids of silences, fingerprints of alerts or names of mute times; none where it was free. `nth`: the later of one moment is greater.
CREATE TABLE held (alert BIGINT, moment BIGINT, nth BIGINT, kind VARCHAR, keys VARCHAR[]);

-- How far this file has come: a number of the feed with its mark, how many lines beyond that had no number yet, and the version of the tree.
CREATE TABLE position (number BIGINT, mark VARCHAR, unnumbered BIGINT, tree BIGINT);
INSERT INTO position VALUES (0, '', 0, 0);

-- An alert with what describes it, and how long it took to be acknowledged and to end.
CREATE VIEW episode AS
SELECT a.* EXCLUDE (own_summary), s.fingerprint, s.alertname, s.severity, s.system_key, s.labels, nullif(coalesce(a.own_summary, s.summary), '') AS summary,
       CASE WHEN a.acknowledged IS NOT NULL THEN greatest(0, a.acknowledged - a.starts) END AS tta, CASE WHEN a.ends IS NOT NULL THEN greatest(0, a.ends - a.starts) END AS ttr
  FROM alert a JOIN series s ON s.id = a.series;

-- What a matcher reads: a label of the series, or what describes it where it has no such label.
CREATE MACRO label_of(labels, alertname, severity, system_key, organization, name) AS coalesce(labels[name], CASE name
  WHEN 'alertname' THEN alertname WHEN 'severity' THEN severity WHEN 'system_key' THEN system_key WHEN 'organization_id' THEN organization END, '');

-- Whether a matcher holds of a text. Only a pattern is compiled, once, before any text is read.
CREATE MACRO holds(text, operator, value) AS CASE operator WHEN '=' THEN text = value WHEN '!=' THEN text <> value
  ELSE regexp_full_match(text, CASE WHEN operator IN ('=~', '!~') THEN value ELSE '' END) = (operator = '=~') END;

-- Whether all matchers hold, at most 20 of them: what stands in their place beyond the last is folded away before the question runs.
CREATE MACRO matching(labels, alertname, severity, system_key, organization, names, operators, patterns) AS
  (len(names) < 1 OR holds(label_of(labels, alertname, severity, system_key, organization, names[1]), operators[1], patterns[1])) AND
  (len(names) < 2 OR holds(label_of(labels, alertname, severity, system_key, organization, names[2]), operators[2], patterns[2])) AND
  (len(names) < 3 OR holds(label_of(labels, alertname, severity, system_key, organization, names[3]), operators[3], patterns[3])) AND
  (len(names) < 4 OR holds(label_of(labels, alertname, severity, system_key, organization, names[4]), operators[4], patterns[4])) AND
  (len(names) < 5 OR holds(label_of(labels, alertname, severity, system_key, organization, names[5]), operators[5], patterns[5])) AND
  (len(names) < 6 OR holds(label_of(labels, alertname, severity, system_key, organization, names[6]), operators[6], patterns[6])) AND
  (len(names) < 7 OR holds(label_of(labels, alertname, severity, system_key, organization, names[7]), operators[7], patterns[7])) AND
  (len(names) < 8 OR holds(label_of(labels, alertname, severity, system_key, organization, names[8]), operators[8], patterns[8])) AND
  (len(names) < 9 OR holds(label_of(labels, alertname, severity, system_key, organization, names[9]), operators[9], patterns[9])) AND
  (len(names) < 10 OR holds(label_of(labels, alertname, severity, system_key, organization, names[10]), operators[10], patterns[10])) AND
  (len(names) < 11 OR holds(label_of(labels, alertname, severity, system_key, organization, names[11]), operators[11], patterns[11])) AND
  (len(names) < 12 OR holds(label_of(labels, alertname, severity, system_key, organization, names[12]), operators[12], patterns[12])) AND
  (len(names) < 13 OR holds(label_of(labels, alertname, severity, system_key, organization, names[13]), operators[13], patterns[13])) AND
  (len(names) < 14 OR holds(label_of(labels, alertname, severity, system_key, organization, names[14]), operators[14], patterns[14])) AND
  (len(names) < 15 OR holds(label_of(labels, alertname, severity, system_key, organization, names[15]), operators[15], patterns[15])) AND
  (len(names) < 16 OR holds(label_of(labels, alertname, severity, system_key, organization, names[16]), operators[16], patterns[16])) AND
  (len(names) < 17 OR holds(label_of(labels, alertname, severity, system_key, organization, names[17]), operators[17], patterns[17])) AND
  (len(names) < 18 OR holds(label_of(labels, alertname, severity, system_key, organization, names[18]), operators[18], patterns[18])) AND
  (len(names) < 19 OR holds(label_of(labels, alertname, severity, system_key, organization, names[19]), operators[19], patterns[19])) AND
  (len(names) < 20 OR holds(label_of(labels, alertname, severity, system_key, organization, names[20]), operators[20], patterns[20]));
