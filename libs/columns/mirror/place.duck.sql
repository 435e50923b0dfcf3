-- How far this file has come. One row.
SELECT number, mark, unnumbered, tree FROM position
