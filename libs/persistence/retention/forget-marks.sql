-- Forgets the marks of numbers from which nobody can go on any more. The end of what was dropped stays: from there one can.
DELETE FROM feed_mark WHERE number < :last::bigint
