-- Endpoints of other systems that are told of events. URL and secret are sealed. `areas`, `providers`: JSON lists of codes, both empty:
-- everywhere. `types`: JSON list of kinds of events, empty: all. `handed_out`: the last event that lies in the outbox for it, or is none
-- of its.
CREATE TABLE webhook (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    host TEXT NOT NULL,
    sealed_url TEXT NOT NULL,
    sealed_secret TEXT NOT NULL,
    areas TEXT NOT NULL,
    providers TEXT NOT NULL,
    types TEXT NOT NULL,
    handed_out BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    last_delivered_at BIGINT,
    ended_at BIGINT,
    ended_by TEXT
);
CREATE UNIQUE INDEX webhook_name ON webhook (name) WHERE ended_at IS NULL;

-- Of a call to a webhook: the event, its request, and what is sent, which stays the same for each attempt (empty once it was delivered).
ALTER TABLE delivery ADD COLUMN event BIGINT;
ALTER TABLE delivery ADD COLUMN request BIGINT;
ALTER TABLE delivery ADD COLUMN body TEXT;
CREATE UNIQUE INDEX delivery_of_event ON delivery (recipient, event) WHERE event IS NOT NULL;
CREATE INDEX delivery_done ON delivery (recipient, done_at) WHERE done_at IS NOT NULL;
CREATE INDEX delivery_calls ON delivery (recipient, number) WHERE state = 'waiting' AND event IS NOT NULL;
CREATE INDEX delivery_of_request ON delivery (recipient, request, number) WHERE state = 'waiting' AND event IS NOT NULL;
