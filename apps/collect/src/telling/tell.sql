-- Notes that alerts have been told which run by now.
INSERT INTO telling (told_at, until, alerts)
SELECT :now::timestamptz, t.until, array_agg(o.id)
  FROM unnest(:organization_id::int[], :fingerprint::text[], :until::timestamptz[]) AS t (organization_id, fingerprint, until)
 CROSS JOIN LATERAL (SELECT id FROM open_alert WHERE organization_id = t.organization_id AND fingerprint = t.fingerprint LIMIT 1) AS o
 GROUP BY t.until
