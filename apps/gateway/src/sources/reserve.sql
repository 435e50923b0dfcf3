-- Keeps the ids that are given from now on beyond this one. The table is locked, so that nobody takes an id meanwhile.
SELECT setval('/*sequence*/alert_source_id_seq/**/', greatest(:id::bigint, last_value)) FROM /*sequence*/alert_source_id_seq/**/
