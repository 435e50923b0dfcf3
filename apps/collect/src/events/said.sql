-- Whether this was noted on the alert already.
SELECT EXISTS (SELECT FROM alert_event WHERE alert_id = :alert::bigint AND kind = 'note_added' AND detail = :detail::jsonb) AS said
