-- The version of the tree with which everything that waited has been tried last, and the present one. One row.
SELECT r.tree_version AS replayed, v.version AS current FROM quarantine_replay r, tree_version v
