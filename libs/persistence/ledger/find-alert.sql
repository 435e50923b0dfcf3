-- The alert of this public id, or of one that has become part of it, if its organization is in the scope. At most one row.
SELECT a.* FROM episode a JOIN organization o ON o.id = a.organization_id
 WHERE a.id = coalesce((SELECT alert_id FROM merged_alert WHERE id = alert_id_of(:public_id)), alert_id_of(:public_id)) AND o.scopes && :scopes::int[]
