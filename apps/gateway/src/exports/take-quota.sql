-- Counts an export of the user's UTC day. The day is null when it holds no more; then nothing is counted.
WITH taken AS (
  INSERT INTO export_quota AS q (organization_id, subject, day, used) VALUES (:organization::int, :subject, (now() AT TIME ZONE 'UTC')::date, 1)
  ON CONFLICT (organization_id, subject, day) DO UPDATE SET used = q.used + 1 WHERE q.used < :most::int
  RETURNING day
)
SELECT (SELECT day::text FROM taken) AS day,
       ceil(extract(epoch FROM ((now() AT TIME ZONE 'UTC')::date + 1)::timestamp - (now() AT TIME ZONE 'UTC')))::int AS seconds_left
