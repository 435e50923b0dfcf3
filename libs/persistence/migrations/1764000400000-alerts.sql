-- Guides of the history pages, and the indexes of the lists.

-- Between which quarters the alerts of the day started: only the partitions of those months are looked into. Never too narrow; these defaults mean anywhere.
ALTER TABLE history_day ADD COLUMN first_start int NOT NULL DEFAULT -2147483648, ADD COLUMN last_start int NOT NULL DEFAULT 2147483647;

CREATE TABLE history_month (
  scope    int NOT NULL,
  month    date NOT NULL,
  severity text NOT NULL,
  n        int NOT NULL,
  PRIMARY KEY (scope, month, severity)
) WITH (fillfactor = 70);
INSERT INTO history_month (scope, month, severity, n)
SELECT scope, date_trunc('month', day)::date, severity, sum(n) FROM history_day GROUP BY 1, 2, 3;

CREATE INDEX alert_history_system ON alert (system_key, organization_id, recorded_at, id) WHERE ends_at IS NOT NULL AND system_key IS NOT NULL;
CREATE INDEX alert_open_reseller ON alert (reseller_id) WHERE ends_at IS NULL;
CREATE INDEX alert_open_distributor ON alert (distributor_id) WHERE ends_at IS NULL;
