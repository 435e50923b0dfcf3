-- Drops the oldest alerts that were set aside of a tenant, but for the newest so many. How many went.
WITH gone AS (
       DELETE FROM alert_quarantine
        WHERE coalesce(tenant_id, '') = coalesce(:tenant::text, '')
          AND id <= (SELECT id FROM alert_quarantine WHERE coalesce(tenant_id, '') = coalesce(:tenant::text, '') ORDER BY id DESC OFFSET :most::int LIMIT 1)
       RETURNING id)
SELECT count(*)::int AS dropped FROM gone
