-- The same for their active counters.
INSERT INTO totals_delta (organization_id, active, critical, warning, info, muted, refreshed)
SELECT organization_id, :sign::int * active, :sign::int * critical, :sign::int * warning, :sign::int * info, :sign::int * muted, :sign::int
  FROM alerts_totals_by_org WHERE organization_id IN (SELECT unnest(:ids::int[]))
