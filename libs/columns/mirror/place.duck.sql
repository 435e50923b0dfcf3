-- How far this file has come. One row.
SELECT number, mark, tree FROM position
