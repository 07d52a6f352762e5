-- How far time itself has come: one row. `seen_at` is the latest now that a pass of the alarm has stored (0: none yet). When the clock has
-- leapt ahead of it by more than a day, sending is held: since when, and where it leapt from, until an administrator releases it.
CREATE TABLE time_seen (
    place INTEGER NOT NULL PRIMARY KEY CHECK (place = 1),
    seen_at BIGINT NOT NULL,
    held_since BIGINT,
    leapt_from BIGINT
);
INSERT INTO time_seen (place, seen_at) VALUES (1, 0);

-- What somebody is to be told, one row each in the order of recording, written in the transaction of what it tells. `subject`: the sequence
-- of the event, the number of the prompt, of the request that was set aside, or of the delivery that was given up. Nothing of a child.
CREATE TABLE message (
    number BIGINT NOT NULL PRIMARY KEY,
    about TEXT NOT NULL CHECK (about IN ('event', 'prompt', 'set_aside', 'given_up', 'held')),
    subject BIGINT NOT NULL,
    request BIGINT,
    role TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);
-- How far messages have been handed out to those who are to be told.
CREATE TABLE handed_out (
    place INTEGER NOT NULL PRIMARY KEY CHECK (place = 1),
    message BIGINT NOT NULL
);
INSERT INTO handed_out (place, message) VALUES (1, 0);

-- How the holder of a token wants to be told. Without a row: in the inbox alone. The address is sealed.
CREATE TABLE recipient (
    token TEXT NOT NULL PRIMARY KEY REFERENCES token (id),
    sealed_address TEXT NOT NULL,
    pace TEXT NOT NULL CHECK (pace IN ('inbox', 'daily', 'at_once')),
    nag INTEGER NOT NULL,
    digested_at BIGINT NOT NULL
);

-- A message in somebody's inbox: the mail that told of it, and when it was seen.
CREATE TABLE notice (
    token TEXT NOT NULL,
    message BIGINT NOT NULL REFERENCES message (number),
    delivery BIGINT,
    seen_at BIGINT,
    PRIMARY KEY (token, message)
);
CREATE INDEX notice_unseen ON notice (token, message) WHERE seen_at IS NULL;
CREATE INDEX notice_of_delivery ON notice (delivery) WHERE delivery IS NOT NULL;

-- The outbox: what is handed to a mail server or to another system, with the id that stays the same for each attempt. `recipient`: a token.
-- What a mail tells stands in the notices.
CREATE TABLE delivery (
    number BIGINT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'webhook')),
    recipient TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given_up', 'dropped')),
    made_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    first_tried_at BIGINT,
    last_tried_at BIGINT,
    done_at BIGINT,
    last_answer TEXT NOT NULL
);
CREATE INDEX delivery_due ON delivery (due_at, number) WHERE state = 'waiting';
CREATE INDEX delivery_given_up ON delivery (number) WHERE state = 'given_up';

-- When a ladder of a service or area was set, and by whom.
ALTER TABLE ladder ADD COLUMN recorded_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ladder ADD COLUMN recorded_by TEXT NOT NULL DEFAULT '';
