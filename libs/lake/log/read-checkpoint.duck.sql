-- The actions of a checkpoint, in no order.
SELECT * FROM read_parquet(:files::VARCHAR[], union_by_name = true)
