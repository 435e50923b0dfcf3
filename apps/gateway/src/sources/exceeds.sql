-- Whether this id lies beyond those that were given so far.
SELECT :id::bigint > last_value AS exceeds FROM /*sequence*/alert_source_id_seq/**/
