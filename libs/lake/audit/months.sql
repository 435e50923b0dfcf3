-- In which months alerts began, as their first days.
SELECT to_char(month, 'YYYY-MM-DD') AS month FROM (
  SELECT DISTINCT date_trunc('month', starts_at AT TIME ZONE 'UTC') AS month FROM (SELECT starts_at FROM alert UNION ALL SELECT starts_at FROM open_alert) AS a) AS m ORDER BY month
