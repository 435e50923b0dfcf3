SELECT length(string_agg(range::VARCHAR, ',')) AS n FROM range(1000000000)
