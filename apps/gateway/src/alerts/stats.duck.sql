-- Of the resolved alerts recorded in the range: how many, how long and from when to when, for all of them, by severity, and for the most frequent names and systems.
WITH resolved AS (
       SELECT e.severity, e.alertname, e.system_key, e.starts, e.ttr FROM episode e JOIN organization o ON o.id = e.organization
        WHERE list_has_any(o.scopes, :scopes::INTEGER[]) AND e.recorded IS NOT NULL AND e.recorded >= :from::BIGINT AND e.recorded < :until::BIGINT
          AND matching(e.labels, e.alertname, e.severity, e.system_key, o.public_id, :names::VARCHAR[], :operators::VARCHAR[], :patterns::VARCHAR[])),
     counted AS (
       SELECT CASE grouping(severity, alertname, system_key) WHEN 7 THEN 'all' WHEN 6 THEN 'system' WHEN 5 THEN 'alertname' WHEN 3 THEN 'severity' END AS kind,
              coalesce(severity, alertname, system_key) AS name, count(*) AS count, sum(ttr)::DOUBLE AS ttr_ms, min(starts) AS first, max(starts) AS last
         FROM resolved GROUP BY GROUPING SETS ((), (severity), (alertname), (system_key))),
     ranked AS (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY (kind = 'system' AND name IS NULL), count DESC, name) AS rank FROM counted)
SELECT kind, name, count, ttr_ms, first, last FROM ranked WHERE kind IN ('all', 'severity') OR (rank <= :top::BIGINT AND name IS NOT NULL) ORDER BY kind, rank
