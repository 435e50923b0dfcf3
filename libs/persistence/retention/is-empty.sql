-- Whether a partition holds nothing. One row.
SELECT is_empty(:part) AS empty
