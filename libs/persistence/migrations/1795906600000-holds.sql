-- Lines that say what holds an alert from then on, where no other line does: a second silence or inhibiting alert, and mute times. Timelines do not show them.
-- Rows before have passed a narrower check: there is nothing to validate.
ALTER TABLE alert_event DROP CONSTRAINT alert_event_kind_check, ADD CONSTRAINT alert_event_kind_check
  CHECK (kind IN ('fired', 'severity_changed', 'assigned', 'unassigned', 'note_added', 'silenced', 'unsilenced', 'inhibited', 'uninhibited', 'held', 'notified', 'resolved')) NOT VALID;

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
  FROM episode e WHERE e.ends_at IS NOT NULL;

-- Silences that their Alertmanager no longer shows, for reports on what they held.
CREATE TABLE past_silence (
  tenant_id  text NOT NULL,
  id         text NOT NULL,
  names      text,
  created_by text NOT NULL,
  comment    text NOT NULL,
  starts_at  timestamptz(3) NOT NULL,
  ends_at    timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX past_silence_ends ON past_silence (ends_at);
