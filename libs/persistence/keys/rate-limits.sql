-- Every rate limit that is not the configured one, with the version of the keys.
SELECT l.organization_id AS organization, l.kind, l.name, l.per_minute, v.version
  FROM keys_version v LEFT JOIN rate_limit l ON true
