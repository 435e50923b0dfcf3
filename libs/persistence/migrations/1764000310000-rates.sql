-- Rate limits where there is no Redis: what each bucket was granted within the last minute, exact for any number of gateways.

-- A crash of the server may empty it. at: when, in epoch milliseconds, ascending; hits: how many then.
CREATE UNLOGGED TABLE rate_log (
  bucket text PRIMARY KEY,
  at     bigint[] NOT NULL,
  hits   int[] NOT NULL,
  ends   bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- Grants each bucket as much of what is wanted as its limit leaves in the 60 s that end now. Buckets must come sorted, else callers may wait for each other
-- for ever. A grain of several milliseconds rounds instants up, which keeps the logs of large limits short and never grants too much.
CREATE FUNCTION take_rates(buckets text[], limits int[], wanted int[], grains int[])
  RETURNS TABLE (granted int, used int, wait bigint) LANGUAGE plpgsql AS $$
DECLARE
  log    rate_log;
  clock  bigint;
  instant bigint;
  living int;
  size   int;
BEGIN
  FOR i IN 1 .. cardinality(buckets) LOOP
    LOOP
      SELECT * INTO log FROM rate_log WHERE bucket = buckets[i] FOR UPDATE;
      EXIT WHEN FOUND;
      INSERT INTO rate_log VALUES (buckets[i], '{}', '{}', 0) ON CONFLICT DO NOTHING;
    END LOOP;
    clock := floor(extract(epoch FROM clock_timestamp()) * 1000);
    living := 1;
    WHILE log.at[living] <= clock - 60000 LOOP living := living + 1; END LOOP;
    IF living > 1 THEN log.at := log.at[living:]; log.hits := log.hits[living:]; END IF;
    SELECT coalesce(sum(n), 0) INTO used FROM unnest(log.hits) AS n;
    granted := greatest(0, least(wanted[i], limits[i] - used));
    IF granted > 0 THEN
      instant := ((clock + grains[i] - 1) / grains[i]) * grains[i];
      size := cardinality(log.at);
      -- Another server's clock, or this one's when it was set back, may be behind: the log stays in order.
      instant := greatest(instant, coalesce(log.at[size], 0));
      IF log.at[size] = instant THEN
        log.hits[size] := log.hits[size] + granted;
      ELSE
        log.at := log.at || instant; log.hits := log.hits || granted;
      END IF;
      used := used + granted;
      UPDATE rate_log SET at = log.at, hits = log.hits, ends = instant + 60000 WHERE bucket = buckets[i];
    END IF;
    -- Until so much has ended that one more fits: mostly the oldest.
    living := 1;
    size := used - log.hits[1];
    WHILE size >= limits[i] LOOP living := living + 1; size := size - log.hits[living]; END LOOP;
    wait := log.at[living] + 60000 - clock;
    RETURN NEXT;
  END LOOP;
END $$;
