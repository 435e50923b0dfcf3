-- Lets the alerts of these rows of history_day have started anywhere.
UPDATE history_day h SET first_start = DEFAULT, last_start = DEFAULT
  FROM jsonb_to_recordset(:rows::jsonb) AS r (scope int, key jsonb) WHERE h.scope = r.scope AND h.day = (r.key ->> 'day')::date AND h.severity = r.key ->> 'severity'
