-- Ends a schedule, if nobody changed it meanwhile.
DELETE FROM report_schedule WHERE id = :id::uuid AND version = :version::int RETURNING id
