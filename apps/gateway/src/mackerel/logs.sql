-- The timeline of an alert, newest first.
SELECT id, at, kind, actor IS NOT NULL AS by_person, detail FROM timeline WHERE alert_id = :alert_id ORDER BY at DESC, id DESC LIMIT :size::int
