-- What labels named in an organization and no alert is of.
SELECT t.id FROM /*table*/alert_source/**/ t
 WHERE t.organization_id = :organization::int AND t.is_named/*led*//**/
   AND t.id NOT IN (SELECT a./*column*/source_id/**/ FROM alert a WHERE a.organization_id = :organization
                    UNION SELECT o./*column*/source_id/**/ FROM open_alert o WHERE o.organization_id = :organization)
