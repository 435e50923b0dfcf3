-- Writes the file of a part, after alerts-sums.duck.sql. What the log tells of it, read from the file.
COPY (
  SELECT id, organization, tenant, fingerprint, alertname, severity, system, priority, starts, ends, recorded, acknowledged, resolution, source, policy, number, labels, summary
    FROM lake_alert WHERE bucket = :bucket::BIGINT AND month = :month::DATE
   ORDER BY organization, fingerprint, starts, id
) TO :file (FORMAT parquet, COMPRESSION zstd);
SELECT count(*) AS rows, {'id': min(id), 'organization': min(organization), 'tenant': min(tenant), 'starts': instant_text(min(starts)), 'ends': instant_text(min(ends)), 'recorded': instant_text(min(recorded))} AS least,
       {'id': max(id), 'organization': max(organization), 'tenant': max(tenant), 'starts': instant_text(max(starts)), 'ends': instant_text(max(ends)), 'recorded': instant_text(max(recorded))} AS most,
       {'id': count(*) - count(id), 'organization': count(*) - count(organization), 'tenant': count(*) - count(tenant), 'starts': count(*) - count(starts), 'ends': count(*) - count(ends), 'recorded': count(*) - count(recorded)} AS nulls
  FROM read_parquet(:file::VARCHAR)
