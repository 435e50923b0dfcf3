-- Whether the demo fleet has been loaded into this database.
SELECT EXISTS (SELECT FROM system_event WHERE source = 'demo' AND external_id = 'demo-fleet') AS loaded
