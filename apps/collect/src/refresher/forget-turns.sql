-- Forgets the claims of ticks that are over.
DELETE FROM refresh_turn WHERE tick < :tick::bigint - 1
