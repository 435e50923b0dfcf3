-- What changed the status of an alert, newest first.
SELECT id, at, kind, actor IS NOT NULL AS by_person, detail FROM timeline
 WHERE alert_id = :alert_id AND kind IN ('fired', 'severity_changed', 'resolved') ORDER BY at DESC, id DESC
