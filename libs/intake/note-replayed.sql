-- Notes that everything that waits has been tried with this version of the tree.
UPDATE quarantine_replay SET tree_version = :version::bigint WHERE tree_version < :version::bigint
