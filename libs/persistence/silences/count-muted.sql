-- Adds to the muted alerts of an organization that has counters; the next refresh counts them anew.
WITH counted AS (UPDATE alerts_totals_by_org SET muted = muted + :by::int WHERE organization_id = :organization::int AND muted + :by::int >= 0 RETURNING organization_id)
INSERT INTO totals_delta (organization_id, active, critical, warning, info, muted, refreshed) SELECT organization_id, 0, 0, 0, 0, :by::int, 0 FROM counted
