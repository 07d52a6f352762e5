-- A token may end: on its own, from that instant on, or because somebody ended it. `last_used_day`: the last day, in London, on which it was
-- shown.
ALTER TABLE token ADD COLUMN created_by TEXT NOT NULL DEFAULT '';
ALTER TABLE token ADD COLUMN expires_at BIGINT;
ALTER TABLE token ADD COLUMN last_used_day INTEGER;
ALTER TABLE token ADD COLUMN ended_at BIGINT;
ALTER TABLE token ADD COLUMN ended_by TEXT;
