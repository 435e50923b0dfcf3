-- Forgets these of an organization, but for what an alert is of that runs or was recorded since an instant.
DELETE FROM /*table*/alert_source/**/ t
 WHERE t.id = ANY (:ids::bigint[]) AND t.is_named/*led*//**/
   AND t.id NOT IN (SELECT a./*column*/source_id/**/ FROM alert a WHERE a.organization_id = :organization::int AND a.recorded_at >= :since::timestamptz
                    UNION SELECT o./*column*/source_id/**/ FROM open_alert o WHERE o.organization_id = :organization)
