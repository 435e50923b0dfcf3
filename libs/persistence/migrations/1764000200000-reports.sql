-- What reports read: a covering index, and for organizations with many alerts sums per UTC day and per quarter hour.

CREATE INDEX alert_report ON alert (organization_id, starts_at) INCLUDE (source_id, policy_id, number, priority, tta_ms, ttr_ms);
CREATE INDEX organization_scopes ON organization USING gin (scopes);

-- How many alerts an organization has, and whether its sums are kept. Wherever it stands in the tree, deleted or not.
CREATE TABLE report_volume (
  organization_id int PRIMARY KEY,
  alerts          bigint NOT NULL,
  dense           boolean NOT NULL DEFAULT false
) WITH (fillfactor = 50);

CREATE TABLE report_day (
  organization_id int NOT NULL,
  -- UTC days since 1970-01-01.
  day             int NOT NULL,
  source_id       bigint NOT NULL,
  policy_id       bigint NOT NULL,
  number          text NOT NULL,
  priority        text NOT NULL,
  n               int NOT NULL,
  acknowledged    int NOT NULL,
  tta_ms          bigint NOT NULL,
  resolved        int NOT NULL,
  ttr_ms          bigint NOT NULL,
  PRIMARY KEY (organization_id, day, source_id, policy_id, number, priority)
) WITH (fillfactor = 70);

CREATE TABLE report_quarter (
  organization_id int NOT NULL,
  quarter         int NOT NULL,
  source_id       bigint NOT NULL,
  policy_id       bigint NOT NULL,
  number          text NOT NULL,
  priority        text NOT NULL,
  n               int NOT NULL,
  acknowledged    int NOT NULL,
  tta_ms          bigint NOT NULL,
  resolved        int NOT NULL,
  ttr_ms          bigint NOT NULL,
  PRIMARY KEY (organization_id, quarter, source_id, policy_id, number, priority)
) WITH (fillfactor = 70);

-- The sums follow an organization wherever it moves, so that what was withdrawn and given again of them cancels out.
INSERT INTO report_volume (organization_id, alerts)
SELECT organization_id, sum(n)
  FROM (SELECT organization_id, count(*) AS n FROM alert GROUP BY 1 UNION ALL SELECT organization_id, -sum(n) FROM ledger_delta GROUP BY 1) AS folded
 GROUP BY 1;
UPDATE report_volume SET dense = true WHERE alerts >= 10000;
INSERT INTO report_quarter
SELECT organization_id, start_quarter, source_id, policy_id, number, priority, sum(n), sum(acknowledged), sum(tta_ms), sum(resolved), sum(ttr_ms)
  FROM (SELECT organization_id, start_quarter, source_id, policy_id, number, priority, 1 AS n, (tta_ms IS NOT NULL)::int AS acknowledged, coalesce(tta_ms, 0) AS tta_ms,
               (ttr_ms IS NOT NULL)::int AS resolved, coalesce(ttr_ms, 0) AS ttr_ms
          FROM alert
        UNION ALL
        SELECT organization_id, start_quarter, source_id, policy_id, number, priority, -n, -acknowledged, -tta_ms, -resolved, -ttr_ms FROM ledger_delta) AS folded
  JOIN report_volume USING (organization_id) WHERE dense
 GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO report_day
SELECT organization_id, floor(quarter / 96.0)::int, source_id, policy_id, number, priority, sum(n), sum(acknowledged), sum(tta_ms), sum(resolved), sum(ttr_ms)
  FROM report_quarter GROUP BY 1, 2, 3, 4, 5, 6;
