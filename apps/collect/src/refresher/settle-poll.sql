-- Keeps what an answer came to and the versions of the open alerts it left: until one of them changes, the same answer has nothing new to say.
UPDATE tenant_poll
   SET digest = :digest,
       alerts_version = (SELECT coalesce(bit_xor(hashint8extended(id, xmin::text::bigint)), 0) FROM open_alert
                          WHERE organization_id = ANY (:organizations::int[]) AND origin = 'alertmanager')
 WHERE tenant_id = :tenant
