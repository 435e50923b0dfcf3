-- Notes slots that passed while nobody was there.
INSERT INTO report_run (schedule_id, slot, state, error) SELECT :id::uuid, slot, 'skipped', 'a later slot had come' FROM unnest(:slots::timestamptz[]) AS slot ON CONFLICT DO NOTHING
