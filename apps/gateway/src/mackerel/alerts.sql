-- A page of the alerts of one subtree: newest opening second first, ties by id, strictly after a position. Of what has ended in the days it may lie in, rows are read
-- down to the second in which the page ends and no further, and what others began then is passed over.
WITH reached AS (
       /*ended*/SELECT a.starts_at FROM (
              SELECT a.starts_at FROM alert a
               WHERE a.starts_at < :before::timestamptz AND a.starts_at >= :from::timestamptz AND a.starts_at < :until::timestamptz
                 AND (SELECT o.scopes && :scopes::int[] FROM organization o WHERE o.id = a.organization_id)
               ORDER BY a.starts_at DESC, a.id DESC LIMIT :size::int) AS a
       UNION ALL
       /**/SELECT a.starts_at FROM open_alert a JOIN organization o ON o.id = a.organization_id WHERE o.scopes && :scopes::int[] AND a.starts_at < :before::timestamptz),
     lowest AS (SELECT date_trunc('second', min(starts_at)) AS second FROM (SELECT starts_at FROM reached ORDER BY starts_at DESC LIMIT :size::int) AS reach),
     page AS (
       SELECT * FROM (
              /*ended*/SELECT a.id, a.starts_at FROM alert a
               WHERE a.starts_at < :before::timestamptz + interval '1 second' AND a.starts_at >= coalesce((SELECT second FROM lowest), :before::timestamptz)
                 AND a.starts_at >= :from::timestamptz AND a.starts_at < :until::timestamptz
                 AND (SELECT o.scopes && :scopes::int[] FROM organization o WHERE o.id = a.organization_id)
              UNION ALL
              /**/SELECT a.id, a.starts_at FROM open_alert a JOIN organization o ON o.id = a.organization_id
               WHERE o.scopes && :scopes::int[] AND a.starts_at < :before::timestamptz + interval '1 second'
                 AND a.starts_at >= coalesce((SELECT second FROM lowest), :before::timestamptz)) AS found
        WHERE starts_at < :before::timestamptz OR id < :after_id::bigint
        ORDER BY date_trunc('second', starts_at) DESC, id DESC LIMIT :size::int)
SELECT a.public_id, o.tenant_id, a.organization_id, a.alertname, a.severity, a.system_key, a.labels, a.annotations, a.starts_at, a.ends_at, a.close_reason
  FROM page CROSS JOIN LATERAL (SELECT * FROM episode e WHERE e.id = page.id AND e.starts_at = page.starts_at LIMIT 1) AS a
 CROSS JOIN LATERAL (SELECT tenant_id FROM organization WHERE id = a.organization_id LIMIT 1) AS o
 ORDER BY date_trunc('second', a.starts_at) DESC, a.id DESC
