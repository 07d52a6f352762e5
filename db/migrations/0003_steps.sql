-- What time will bring to a request as a whole: the next watch, and when it looks. NULL: nothing is watched.
ALTER TABLE request ADD COLUMN watch_rule TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN watch_at BIGINT;
CREATE INDEX request_watch ON request (watch_at) WHERE watch_at IS NOT NULL;

-- Requests that the alarm could not deal with: left out until retry_at, and shown until somebody has mended them.
CREATE TABLE set_aside (
    request BIGINT NOT NULL PRIMARY KEY REFERENCES request (number),
    since BIGINT NOT NULL,
    retry_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    why TEXT NOT NULL
);

-- Ladders of single services and areas, instead of the pathway's own. `document`: the steps, JSON.
CREATE TABLE ladder (
    pathway TEXT NOT NULL,
    target TEXT NOT NULL,
    service TEXT NOT NULL,
    area TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER,
    document TEXT NOT NULL,
    PRIMARY KEY (pathway, target, service, area, from_day)
);

-- What was there before knew of breaches only: every open request is looked at once.
UPDATE clock SET next_at = 1 WHERE stopped_on IS NULL;
UPDATE request SET watch_at = 1 WHERE number IN (SELECT request FROM clock WHERE stopped_on IS NULL);
