-- The opening second and the id of an alert of the subtree. No row for an unknown one.
SELECT a.id AS after_id, date_trunc('second', a.starts_at) AS before FROM episode a JOIN organization o ON o.id = a.organization_id
 WHERE a.id = alert_id_of(:id) AND o.scopes && :scopes::int[]
