-- Takes back (sign -1) or gives again (sign 1) what these organizations' alerts add to the projections of history. Those of the reports stay: an organization takes them along.
INSERT INTO ledger_delta (organization_id, history, recorded_quarter, severity, start_quarter, source_id, policy_id, number, priority, n, acknowledged, tta_ms, resolved, ttr_ms)
SELECT organization_id, :sign::int * count(*), floor(extract(epoch FROM recorded_at) / 900)::int, severity, start_quarter, 0, 0, '', '', 0, 0, 0, 0, 0
  FROM alert WHERE organization_id IN (SELECT unnest(:ids::int[])) AND ends_at IS NOT NULL
 GROUP BY organization_id, 3, severity, start_quarter
