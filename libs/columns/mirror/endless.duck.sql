SELECT count(*) AS n FROM range(100000000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3
