-- The first month in which each (organization, fingerprint) has alerts. No row: it has none.
SELECT k.organization_id, k.fingerprint, m.month AS since
  FROM unnest(:organization_id::int[], :fingerprint::text[]) AS k (organization_id, fingerprint)
 CROSS JOIN LATERAL (SELECT month FROM alert_month m WHERE m.organization_id = k.organization_id AND m.fingerprint = k.fingerprint ORDER BY month LIMIT 1) AS m
