-- Holds a schedule against others that run it now.
SELECT id FROM report_schedule WHERE id = :id::uuid FOR UPDATE
