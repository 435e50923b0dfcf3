SELECT id, key, organization_id, moment AS starts, least(ends, coalesce(next, ends)) AS ends
  FROM (SELECT m.*, e.moment, e.counts, lead(e.moment) OVER (PARTITION BY m.id ORDER BY e.moment, e.nth) AS next
          FROM met m JOIN (SELECT id AS alert, starts AS moment, true AS counts, 0 AS nth FROM met
                           UNION ALL SELECT alert, moment, len(keys) = 0, nth FROM held WHERE kind = 'silence') AS e ON e.alert = m.id)
 WHERE counts AND moment < least(ends, coalesce(next, ends))
