-- What held alerts from when on, of all or of those told: a line whenever their silences, inhibiting alerts or mute times changed, with all of that kind that held from then. None: they were free.
SELECT e.alert_id, (extract(epoch FROM e.at) * 1000)::bigint, e.id, k.kind, k.keys
  FROM (SELECT id, alert_id, at, kind, detail FROM alert_event UNION ALL SELECT id, alert_id, at, kind, detail FROM held_line) AS e
 CROSS JOIN LATERAL (VALUES
       ('silence', CASE WHEN e.kind IN ('silenced', 'unsilenced', 'held') THEN e.detail -> 'silences' END,
        -- A line that says no more than that something began or ended.
        CASE e.kind WHEN 'silenced' THEN jsonb_build_array(e.detail -> 'silence_id') WHEN 'unsilenced' THEN '[]' END),
       ('inhibitor', CASE WHEN e.kind IN ('inhibited', 'held') THEN e.detail -> 'alerts' END, CASE WHEN e.kind IN ('inhibited', 'uninhibited') THEN '[]'::jsonb END),
       ('mute', CASE e.kind WHEN 'held' THEN e.detail -> 'mutes' END, NULL)) AS told (kind, keys, otherwise)
 CROSS JOIN LATERAL (SELECT told.kind, coalesce(told.keys, told.otherwise) AS keys) AS k
 WHERE e.kind IN ('silenced', 'unsilenced', 'inhibited', 'uninhibited', 'held') AND k.keys IS NOT NULL /*told*//**/
