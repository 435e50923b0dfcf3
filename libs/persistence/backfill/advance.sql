-- Notes how far a backfill is.
UPDATE backfill SET position = :position::timestamptz, until = greatest(until, :position::timestamptz), recorded = :recorded::int, left_out = :left_out::jsonb, set_aside = :set_aside::jsonb,
       ended_at = :ended_at::timestamptz
 WHERE id = :id::bigint
