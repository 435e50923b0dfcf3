-- Takes back (sign -1) or gives again (sign 1) what these organizations' alerts add to the kept numbers.
INSERT INTO ledger_delta (organization_id, history, recorded_quarter, start_quarter, severity)
SELECT a.organization_id, :sign::int * count(*), floor(extract(epoch FROM a.recorded_at) / 900)::int, floor(extract(epoch FROM a.starts_at) / 900)::int, s.severity
  FROM alert a JOIN series s ON s.id = a.series_id WHERE a.organization_id IN (SELECT unnest(:ids::int[]))
 GROUP BY 1, 3, 4, 5
