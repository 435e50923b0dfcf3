-- Which parts the alerts make up as the lake shows them, and what tells one state of a part from another: all, or those of some buckets. Leaves the view that files are written from.
-- A bucket is 131,072 ids in a row; a part is what of it began in a month.
CREATE TEMP MACRO base58_digit(code, unit) AS substr('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', (code // unit % 58)::INTEGER + 1, 1);
CREATE TEMP MACRO instant_text(at_) AS strftime(at_ AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ');
CREATE TEMP MACRO public_id(code) AS
  base58_digit(code, 430804206899405824) || base58_digit(code, 7427658739644928) || base58_digit(code, 128063081718016) || base58_digit(code, 2207984167552) || base58_digit(code, 38068692544)
  || base58_digit(code, 656356768) || base58_digit(code, 11316496) || base58_digit(code, 195112) || base58_digit(code, 3364) || base58_digit(code, 58) || base58_digit(code, 1);
CREATE TEMP VIEW lake_alert AS
SELECT e.id AS key, e.id >> 17 AS bucket, date_trunc('month', make_timestamp(e.starts * 1000))::DATE AS month,
       public_id(4611686018427387904 | (e.id << 21) | ((e.id * 40503) & 2097151)) AS id, o.public_id AS organization, o.tenant, e.fingerprint, e.alertname, e.severity, e.system_key AS system, e.priority,
       make_timestamptz(e.starts * 1000) AS starts, make_timestamptz(e.ends * 1000) AS ends, make_timestamptz(e.recorded * 1000) AS recorded, make_timestamptz(e.acknowledged * 1000) AS acknowledged,
       e.resolution, e.source, e.policy, e.number, e.labels, e.summary
  FROM episode e JOIN organization o ON o.id = e.organization;
SELECT strftime(month, '%Y-%m-%d') AS month, bucket, count(*) AS rows,
       sum(hash(key, organization, tenant, fingerprint, alertname, severity, system, priority, starts, ends, recorded, acknowledged, resolution, source, policy, number, labels, summary))::VARCHAR AS hash
  FROM lake_alert WHERE :every::BOOLEAN OR bucket IN (SELECT unnest(:buckets::BIGINT[]))
 GROUP BY month, bucket ORDER BY month, bucket
