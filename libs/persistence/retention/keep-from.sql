-- Notes the first month that is kept whole.
INSERT INTO alert_retention (kept_from) VALUES (:month::timestamptz) ON CONFLICT (singleton) DO UPDATE SET kept_from = excluded.kept_from
