-- What each bucket is granted, what it has used then, and in how many milliseconds it gets something back. One row per bucket, in their order.
SELECT granted, used, wait FROM take_rates(:buckets::text[], :limits::int[], :wanted::int[], :grains::int[])
