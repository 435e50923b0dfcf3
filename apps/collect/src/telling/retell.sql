-- Notes which of the told alerts run just as they are told. Of every told one that runs: its start, and whether that is all there is to say.
WITH told AS (SELECT * FROM unnest(:nth::int[], :organization_id::int[], :fingerprint::text[], :key::uuid[], :starts_at::timestamptz[], :annotations::jsonb[], :reporter::text[], :until::timestamptz[])
                AS t (nth, organization_id, fingerprint, key, starts_at, annotations, reporter, until)),
     running AS MATERIALIZED (
       SELECT t.nth, t.until, o.id, o.starts_at,
              s.key = t.key AND coalesce(o.annotations, s.annotations) = t.annotations AND o.reporters ? t.reporter
                AND (t.starts_at IS NULL OR o.starts_at = t.starts_at
                     OR o.parts @> jsonb_build_array(jsonb_build_object('start', (extract(epoch FROM t.starts_at) * 1000)::bigint, 'active', false))) IS TRUE AS is_same
         FROM told t
        -- LIMIT: by index, one after the other, whatever the planner thinks of their number.
        CROSS JOIN LATERAL (SELECT * FROM open_alert WHERE organization_id = t.organization_id AND fingerprint = t.fingerprint LIMIT 1) AS o
        CROSS JOIN LATERAL (SELECT key, annotations FROM series WHERE id = o.series_id LIMIT 1) AS s),
     noted AS (INSERT INTO telling (told_at, until, alerts) SELECT :now::timestamptz, until, array_agg(id) FROM running WHERE is_same GROUP BY until)
SELECT nth, starts_at, is_same FROM running
