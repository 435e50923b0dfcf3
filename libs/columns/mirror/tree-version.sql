-- The version of the tree. One row.
SELECT version FROM tree_version
