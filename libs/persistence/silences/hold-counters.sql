-- Holds the active counters of an organization against a refresh, which takes them before the locks of the ledger as well. One row, or none without counters.
SELECT t.organization_id FROM alerts_totals_by_org t WHERE t.organization_id = :organization::int FOR UPDATE OF t
