-- What the event recorder of an Alertmanager tells: notifications with their alerts, and what held alerts back.
CREATE TABLE notification (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- A digest of the event: it may come more than once.
  key         uuid NOT NULL UNIQUE,
  at          timestamptz(3) NOT NULL,
  receiver    text NOT NULL,
  integration text NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('sent', 'failed')),
  reason      text NOT NULL,
  error       text
);
CREATE INDEX notification_at ON notification (at, id);

CREATE TABLE notified_alert (
  notification_id bigint NOT NULL REFERENCES notification ON DELETE CASCADE,
  organization_id int NOT NULL,
  fingerprint     text NOT NULL,
  alertname       text NOT NULL,
  at              timestamptz(3) NOT NULL,
  -- The start that it was told with: it lies within the alert.
  since           timestamptz(3) NOT NULL,
  is_firing       boolean NOT NULL,
  PRIMARY KEY (notification_id, organization_id, fingerprint)
);
CREATE INDEX notified_alert_series ON notified_alert (organization_id, fingerprint, at);
CREATE INDEX notified_alert_at ON notified_alert (organization_id, at, notification_id);

-- When a silence or another alert is known to have held one back. A notification of it ends that.
CREATE TABLE hold (
  organization_id int NOT NULL,
  fingerprint     text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('silenced', 'inhibited')),
  at              timestamptz(3) NOT NULL,
  held_by         text[] NOT NULL,
  PRIMARY KEY (organization_id, fingerprint, kind, at)
);
CREATE INDEX hold_at ON hold (at);

-- The first of each stretch in which a running or ended alert was held, and when it was heard of again.
CREATE VIEW held_stretch AS
SELECT e.id AS alert_id, h.kind, h.at, h.held_by,
       (SELECT min(n.at)::timestamptz(3) FROM notified_alert n
         WHERE n.organization_id = h.organization_id AND n.fingerprint = h.fingerprint AND n.is_firing AND n.at > h.at AND n.at <= coalesce(e.ends_at, 'infinity')) AS until
  FROM episode e
  JOIN hold h ON h.organization_id = e.organization_id AND h.fingerprint = e.fingerprint AND h.at >= e.starts_at AND h.at <= coalesce(e.ends_at, 'infinity')
 WHERE NOT EXISTS (
       SELECT FROM hold p
        WHERE p.organization_id = h.organization_id AND p.fingerprint = h.fingerprint AND p.kind = h.kind AND p.at >= e.starts_at AND p.at < h.at
          AND NOT EXISTS (SELECT FROM notified_alert n
                           WHERE n.organization_id = h.organization_id AND n.fingerprint = h.fingerprint AND n.is_firing AND n.at > p.at AND n.at < h.at));

-- What a timeline says of those stretches, unless a poll has said it.
CREATE VIEW held_line AS
SELECT 3377699720527872 + floor(extract(epoch FROM h.at) * 1000)::bigint * 4 + (h.kind = 'inhibited')::int AS id, h.alert_id, h.at, h.kind,
       CASE h.kind WHEN 'silenced' THEN jsonb_build_object('silences', h.held_by) ELSE jsonb_build_object('alerts', h.held_by) END AS detail
  FROM held_stretch h
 WHERE NOT EXISTS (SELECT FROM alert_event a WHERE a.alert_id = h.alert_id AND a.kind = h.kind AND a.at <= h.at
                      AND NOT EXISTS (SELECT FROM alert_event u WHERE u.alert_id = h.alert_id AND u.kind = 'un' || h.kind AND u.at >= a.at AND u.at <= h.at))
UNION ALL
SELECT 3377699720527872 + floor(extract(epoch FROM h.until) * 1000)::bigint * 4 + 2 + (h.kind = 'inhibited')::int, h.alert_id, h.until::timestamptz(3), 'un' || h.kind, '{}'::jsonb
  FROM held_stretch h
 WHERE h.until IS NOT NULL AND NOT EXISTS (SELECT FROM alert_event a WHERE a.alert_id = h.alert_id AND a.kind = 'un' || h.kind AND a.at BETWEEN h.at AND h.until);

CREATE OR REPLACE VIEW timeline AS
SELECT id, alert_id, at, kind, actor, detail FROM alert_event WHERE kind <> 'held'
UNION ALL
SELECT -e.id, e.id, e.starts_at, 'fired', NULL::jsonb,
       jsonb_build_object('severity', coalesce((SELECT c.detail ->> 'from' FROM alert_event c WHERE c.alert_id = e.id AND c.kind = 'severity_changed' ORDER BY c.at, c.id LIMIT 1), e.severity))
  FROM episode e
UNION ALL
SELECT 4503599627370496 + e.id, e.id, e.ends_at, 'resolved',
       CASE e.resolution WHEN 'manual' THEN jsonb_build_object('user_id', e.closed_by)
                         WHEN 'event' THEN jsonb_build_object('user_id', NULL, 'user_name', (SELECT name FROM alert_source s WHERE s.id = e.source_id)) END,
       CASE e.resolution WHEN 'manual' THEN jsonb_build_object('resolution', e.resolution, 'reason', e.close_reason) ELSE jsonb_build_object('resolution', e.resolution) END
  FROM episode e WHERE e.ends_at IS NOT NULL
UNION ALL
SELECT 2251799813685248 + n.notification_id, e.id, n.at, 'notified', NULL,
       jsonb_build_object('receiver', x.receiver, 'integration', x.integration, 'outcome', x.outcome, 'reason', x.reason, 'error', x.error)
  FROM episode e
  JOIN notified_alert n ON n.organization_id = e.organization_id AND n.fingerprint = e.fingerprint AND n.since >= e.starts_at AND n.at >= e.starts_at
       AND (e.ends_at IS NULL OR n.since < e.ends_at OR n.since = e.starts_at)
  JOIN notification x ON x.id = n.notification_id
UNION ALL
SELECT id, alert_id, at, kind, NULL, detail FROM held_line;
