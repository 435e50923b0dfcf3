-- Keeps when alerts were held back, but for what a flush only repeats of a running alert.
INSERT INTO hold (organization_id, fingerprint, kind, at, held_by)
SELECT DISTINCT ON (h.organization_id, h.fingerprint, h.kind, h.at) h.organization_id, h.fingerprint, h.kind, h.at, h.held_by
  FROM jsonb_to_recordset(:holds::jsonb) AS h (organization_id int, fingerprint text, kind text, at timestamptz, held_by text[])
 WHERE NOT EXISTS (
       SELECT FROM open_alert o JOIN hold p ON p.organization_id = o.organization_id AND p.fingerprint = o.fingerprint
        WHERE o.organization_id = h.organization_id AND o.fingerprint = h.fingerprint AND p.kind = h.kind AND p.held_by = h.held_by AND p.at >= o.starts_at AND p.at < h.at
          AND NOT EXISTS (SELECT FROM notified_alert n
                           WHERE n.organization_id = h.organization_id AND n.fingerprint = h.fingerprint AND n.is_firing AND n.at > p.at AND n.at < h.at))
 ORDER BY h.organization_id, h.fingerprint, h.kind, h.at
ON CONFLICT DO NOTHING
