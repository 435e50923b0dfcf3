-- How long something was wrong with each key in each bucket: the union of its episodes, its longest stretch, and how many overlap the bucket. By bucket, then key.
WITH piece AS (SELECT unnest(:froms::BIGINT[]) AS since, unnest(:untils::BIGINT[]) AS until, unnest(:labels::VARCHAR[]) AS label),
     met AS MATERIALIZED (
       SELECT a.id, /*key*/coalesce(a.system_key, '')/**/ AS key, /*organization*/o.public_id/**/ AS organization_id, a.starts, greatest(a.starts, coalesce(a.ends, :until::BIGINT)) AS ends
         FROM episode a JOIN organization o ON o.id = a.organization
        WHERE /*asked*/true/**/ AND (len(:severity::VARCHAR[]) = 0 OR list_contains(:severity::VARCHAR[], a.severity))
          AND a.starts < :until::BIGINT AND (a.starts >= :from::BIGINT OR coalesce(a.ends, :until::BIGINT) > :from::BIGINT)),
     counted AS (
       SELECT m.key, m.organization_id, p.label, count(DISTINCT m.id) AS episodes FROM met m JOIN piece p ON m.starts < p.until AND (m.starts >= p.since OR m.ends > p.since) GROUP BY ALL),
     counting AS (/*counting*/SELECT id, key, organization_id, starts, ends FROM met/**/),
     parts AS (
       SELECT c.id, c.key, c.organization_id, p.label, greatest(c.starts, p.since) AS since, least(c.ends, p.until) AS until
         FROM counting c JOIN piece p ON c.starts < p.until AND c.ends > p.since),
     begun AS (
       SELECT *, coalesce(since > max(until) OVER (PARTITION BY key, organization_id, label ORDER BY since, until, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS begins FROM parts),
     numbered AS (
       SELECT *, count(*) FILTER (WHERE begins) OVER (PARTITION BY key, organization_id, label ORDER BY since, until, id ROWS UNBOUNDED PRECEDING) AS stretch FROM begun),
     stretches AS (SELECT key, organization_id, label, max(until) - min(since) AS length FROM numbered GROUP BY key, organization_id, label, stretch)
SELECT c.label AS bucket, c.key, c.organization_id, c.episodes, coalesce(sum(s.length), 0)::BIGINT AS wrong, coalesce(max(s.length), 0) AS longest
  FROM counted c LEFT JOIN stretches s USING (key, organization_id, label)
 GROUP BY c.label, c.key, c.organization_id, c.episodes ORDER BY bucket, c.key, c.organization_id
