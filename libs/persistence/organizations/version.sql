-- The version of the tree: a higher one means that some organization changed.
SELECT version FROM tree_version
