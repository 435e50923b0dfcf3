-- Writes an event into an organization's log, the owner's where none is given. The same words within one minute of the clock add to one row.
INSERT INTO system_event AS e (organization_id, severity, source, message, times, external_id)
SELECT o.id, :severity, :source, :message, :times::int,
       'platform/' || floor(extract(epoch FROM now()) / 60)::bigint || '/' || hashtextextended(concat_ws(chr(10), :severity::text, :source::text, :message::text), 0)
  FROM organization o
 WHERE o.id = coalesce(:organization::int, (SELECT id FROM organization WHERE role = 'owner' AND deleted_at IS NULL)) AND o.deleted_at IS NULL
ON CONFLICT (organization_id, external_id) WHERE external_id IS NOT NULL DO UPDATE SET times = e.times + excluded.times
