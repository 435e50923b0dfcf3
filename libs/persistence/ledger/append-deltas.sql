-- Appends the differences for the folder.
INSERT INTO ledger_delta (organization_id, history, recorded_quarter, severity, start_quarter, source_id, policy_id, number, priority, n, acknowledged, tta_ms, resolved, ttr_ms)
SELECT * FROM jsonb_to_recordset(:rows::jsonb) AS d (
       organization_id int, history int, recorded_quarter int, severity text, start_quarter int, source_id bigint, policy_id bigint, number text, priority text,
       n int, acknowledged int, tta_ms bigint, resolved int, ttr_ms bigint)
