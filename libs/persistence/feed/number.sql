-- Moves up to :most rows of the outbox to the end of the feed, in the order of their transactions, and tells followers. How many rows went.
WITH ends AS MATERIALIZED (SELECT * FROM feed_end),
     next AS MATERIALIZED (SELECT ctid AS place FROM outbox WHERE tx >= (SELECT outbox_from FROM ends) ORDER BY tx, id LIMIT :most::int),
     taken AS (DELETE FROM outbox WHERE ctid = ANY (ARRAY(SELECT place FROM next)) RETURNING *),
     numbered AS (SELECT e.number + sum(cardinality(t.alerts)) OVER (ORDER BY t.tx, t.id) AS number, t.* FROM taken t CROSS JOIN ends e),
     stored AS (
       INSERT INTO feed (number, at, kind, alerts, starts, organizations, others)
       SELECT number, now(), kind, alerts, starts, organizations, others FROM numbered ORDER BY number),
     marked AS (
       INSERT INTO feed_mark (number, at, outbox_from)
       SELECT max(number), now(), CASE WHEN count(*) < :most::int THEN pg_snapshot_xmin(pg_current_snapshot())
                                       ELSE least(pg_snapshot_xmin(pg_current_snapshot()), (SELECT tx FROM numbered ORDER BY tx DESC LIMIT 1)) END
         FROM numbered HAVING count(*) > 0
       RETURNING number)
SELECT (SELECT count(*)::int FROM taken) AS taken, count(pg_notify('feed_grew', number::text)::text)::int AS told FROM marked
