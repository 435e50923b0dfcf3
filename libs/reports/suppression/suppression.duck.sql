-- What held alerts, how many and for how long, and how many from their start to their end. A silence holds while it lasts; one that held nothing comes with zeros. By bucket, then key.
WITH piece AS (SELECT unnest(:froms::BIGINT[]) AS since, unnest(:untils::BIGINT[]) AS until, unnest(:labels::VARCHAR[]) AS label),
     silence AS (
       SELECT unnest(:ids::VARCHAR[]) AS id, unnest(:tenants::VARCHAR[]) AS tenant, unnest(:begins::BIGINT[]) AS begins, unnest(:ends::BIGINT[]) AS ends, unnest(:shown::INTEGER[]) AS shown),
     met AS MATERIALIZED (
       SELECT a.id, a.starts, a.ends, o.tenant FROM episode a JOIN organization o ON o.id = a.organization
        WHERE /*asked*/true/**/ AND a.starts < :until::BIGINT AND coalesce(a.ends, :until::BIGINT) > :from::BIGINT AND a.id IN (SELECT alert FROM held WHERE kind = :kind::VARCHAR)),
     state AS (
       SELECT h.*, lead(h.moment) OVER (PARTITION BY h.alert ORDER BY h.moment, h.nth) AS next FROM held h WHERE h.kind = :kind::VARCHAR AND h.alert IN (SELECT id FROM met)),
     named AS (
       SELECT DISTINCT s.alert, s.nth, s.moment, s.next, m.starts, m.ends, /*key*/s.key/**/ AS key, /*tenant*/m.tenant/**/ AS tenant
         FROM (SELECT *, unnest(keys) AS key FROM state) AS s JOIN met m ON m.id = s.alert /*names*//**/),
     stretch AS (
       SELECT n.alert, n.starts, n.ends, n.key, n.tenant, greatest(n.moment, n.starts, coalesce(k.begins, n.starts)) AS since,
              least(coalesce(n.next, n.ends, :until::BIGINT), coalesce(n.ends, :until::BIGINT), coalesce(k.ends, n.ends, :until::BIGINT)) AS until
         FROM named n LEFT JOIN silence k ON k.id = n.key AND k.tenant = n.tenant),
     whole AS (
       SELECT key, tenant, alert, coalesce(sum(until - since) = any_value(ends) - any_value(starts), false) AS unseen FROM stretch WHERE since < until GROUP BY key, tenant, alert),
     part AS (
       SELECT p.label, s.key, s.tenant, s.alert, sum(least(s.until, p.until) - greatest(s.since, p.since)) AS length
         FROM stretch s JOIN piece p ON s.since < p.until AND s.until > p.since WHERE s.since < s.until GROUP BY p.label, s.key, s.tenant, s.alert),
     found AS (
       SELECT label, key, tenant, count(*) AS alerts, sum(length)::BIGINT AS length, count(*) FILTER (WHERE unseen) AS unseen
         FROM part JOIN whole USING (key, tenant, alert) GROUP BY label, key, tenant),
     idle AS (
       SELECT DISTINCT p.label, k.id AS key, k.tenant, 0, 0, 0 FROM silence k JOIN piece p ON k.begins < p.until AND k.ends > p.since
        WHERE k.shown = 1 AND (p.label, k.id, k.tenant) NOT IN (SELECT (label, key, tenant) FROM found))
SELECT label AS bucket, key, tenant, alerts, length, unseen FROM (SELECT * FROM found UNION ALL SELECT * FROM idle) ORDER BY bucket, key, tenant
