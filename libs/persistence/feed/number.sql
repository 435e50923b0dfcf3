-- Moves up to :most rows of the outbox to the end of the feed and tells followers. How many rows went.
-- Ids are given out under the locks of the organizations, so that what happens to an alert is in order; transactions may have begun in another.
-- A fold may have begun before the last one and number after it: its instant is no earlier, for readers look no further back.
WITH ends AS MATERIALIZED (SELECT * FROM feed_end),
     next AS MATERIALIZED (SELECT ctid AS place FROM outbox WHERE tx >= (SELECT outbox_from FROM ends) ORDER BY id LIMIT :most::int),
     taken AS (DELETE FROM outbox WHERE ctid = ANY (ARRAY(SELECT place FROM next)) RETURNING *),
     numbered AS (SELECT e.number + sum(cardinality(t.alerts)) OVER (ORDER BY t.id) AS number, e.outbox_from, greatest(now(), e.at) AS at, t.kind, t.alerts, t.starts, t.organizations, t.others, t.series, t.events, t.instants, t.actors FROM taken t CROSS JOIN ends e),
     stored AS (
       INSERT INTO feed (number, at, kind, alerts, starts, organizations, others, series, events, instants, actors)
       SELECT number, at, kind, alerts, starts, organizations, others, series, events, instants, actors FROM numbered ORDER BY number),
     marked AS (
       INSERT INTO feed_mark (number, at, outbox_from)
       SELECT max(number), max(at), CASE WHEN count(*) < :most::int THEN pg_snapshot_xmin(pg_current_snapshot()) ELSE outbox_from END
         FROM numbered GROUP BY outbox_from
       RETURNING number)
SELECT (SELECT count(*)::int FROM taken) AS taken, count(pg_notify('feed_grew', number::text)::text)::int AS told FROM marked
