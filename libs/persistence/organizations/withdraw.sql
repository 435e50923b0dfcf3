-- Takes back (sign -1) or gives again (sign 1) everything these organizations' alerts add to the projections.
INSERT INTO ledger_delta (organization_id, history, recorded_quarter, severity, start_quarter, source_id, policy_id, number, priority, n, acknowledged, tta_ms, resolved, ttr_ms)
SELECT organization_id, :sign::int * count(recorded_at), floor(extract(epoch FROM recorded_at) / 900)::int, CASE WHEN recorded_at IS NOT NULL THEN severity END, start_quarter,
       source_id, policy_id, number, priority, :sign::int * count(*), :sign::int * count(tta_ms), :sign::int * coalesce(sum(tta_ms), 0), :sign::int * count(ttr_ms), :sign::int * coalesce(sum(ttr_ms), 0)
  FROM alert WHERE organization_id IN (SELECT unnest(:ids::int[]))
 GROUP BY organization_id, 3, 4, start_quarter, source_id, policy_id, number, priority
