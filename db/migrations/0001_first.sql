-- The first schema. Days are days since 1970-01-01 (London dates), instants microseconds since 1970-01-01 UTC. Hashes and sealed values
-- are base64 without padding. Written for PostgreSQL and SQLite alike; db/dialect says what SQLite gets instead.

-- Where the journal stands: one row, changed once in each transaction, so that a ledger cut short is noticed.
CREATE TABLE journal_head (
    place INTEGER NOT NULL PRIMARY KEY CHECK (place = 1),
    sequence BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    hash TEXT NOT NULL,
    requests BIGINT NOT NULL,
    children BIGINT NOT NULL
);

-- The vault: who a child is, sealed under the child's own key, which is sealed under the master key.
CREATE TABLE child (
    number BIGINT NOT NULL PRIMARY KEY,
    key_id TEXT NOT NULL,
    sealed_key TEXT NOT NULL,
    sealed_identity TEXT NOT NULL,
    nhs_hash TEXT UNIQUE,
    name_hash TEXT NOT NULL
);
CREATE INDEX child_by_name ON child (name_hash);

-- What was held of a child before it was told anew.
CREATE TABLE child_identity (
    child BIGINT NOT NULL REFERENCES child (number),
    replaced_at BIGINT NOT NULL,
    sealed_identity TEXT NOT NULL,
    PRIMARY KEY (child, replaced_at)
);

-- Free text, sealed under the child's key.
CREATE TABLE words (
    sequence BIGINT NOT NULL PRIMARY KEY,
    sealed TEXT NOT NULL
);

-- What the ledger says about a request now. `family` is the first request of its chain of `continues`, or itself.
CREATE TABLE request (
    number BIGINT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    child BIGINT NOT NULL REFERENCES child (number),
    pathway TEXT NOT NULL,
    service TEXT NOT NULL,
    clock_start_on INTEGER NOT NULL,
    family BIGINT NOT NULL,
    sequence BIGINT NOT NULL
);
CREATE INDEX request_of_child ON request (child);

-- The ledger. Never changed, never deleted.
CREATE TABLE event (
    sequence BIGINT NOT NULL PRIMARY KEY,
    request BIGINT NOT NULL REFERENCES request (number),
    type TEXT NOT NULL,
    on_day INTEGER NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    details TEXT NOT NULL,
    words_digest TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX event_of_request ON event (request, sequence);

-- The periods of each target as the ledger gives them on the day of its last event; next_at is when time itself has to look again.
CREATE TABLE clock (
    request BIGINT NOT NULL REFERENCES request (number),
    target INTEGER NOT NULL,
    period INTEGER NOT NULL,
    state TEXT NOT NULL,
    started_on INTEGER NOT NULL,
    due_on INTEGER NOT NULL,
    stopped_on INTEGER,
    next_at BIGINT,
    PRIMARY KEY (request, target, period)
);
CREATE INDEX clock_next ON clock (next_at) WHERE next_at IS NOT NULL;

-- What time brought about, each once. The occurrence is the due date it was counted from.
CREATE TABLE step (
    request BIGINT NOT NULL REFERENCES request (number),
    target INTEGER NOT NULL,
    step TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (request, target, step, occurrence)
);

-- The first answer to each key of a caller.
CREATE TABLE idempotency (
    token TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    request BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (token, idempotency_key)
);
CREATE INDEX idempotency_by_age ON idempotency (recorded_at);

-- Reference data. `place` keeps the order in which they came, by which the board knows services.
CREATE TABLE area (
    code TEXT NOT NULL PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    ons_code TEXT NOT NULL
);
CREATE TABLE area_parent (
    area TEXT NOT NULL REFERENCES area (code),
    from_day INTEGER NOT NULL,
    parent TEXT NOT NULL,
    to_day INTEGER,
    PRIMARY KEY (area, from_day, parent)
);
CREATE TABLE provider (
    code TEXT NOT NULL PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL
);
CREATE TABLE school (
    urn BIGINT NOT NULL PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    area TEXT NOT NULL,
    phase TEXT NOT NULL
);
CREATE TABLE service (
    code TEXT NOT NULL PRIMARY KEY,
    place INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    pathway TEXT NOT NULL,
    area TEXT NOT NULL,
    provider TEXT NOT NULL,
    commissioner TEXT NOT NULL,
    contract_from INTEGER NOT NULL,
    contract_to INTEGER
);
CREATE TABLE pathway (
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    place INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (code, version)
);
CREATE TABLE token (
    id TEXT NOT NULL PRIMARY KEY,
    secret_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    areas TEXT NOT NULL,
    providers TEXT NOT NULL,
    schools TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Who changed reference data, pathways and tokens, and when.
CREATE TABLE reference_change (
    number BIGINT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    what TEXT NOT NULL
);

-- Published figures: numbers as text, '-' for not reported, '*' for suppressed.
CREATE TABLE published_row (
    series TEXT NOT NULL,
    period TEXT NOT NULL,
    organisation_code TEXT NOT NULL,
    line_code TEXT NOT NULL,
    organisation_type TEXT NOT NULL,
    parent_code TEXT NOT NULL,
    organisation_name TEXT NOT NULL,
    line_name TEXT NOT NULL,
    waiting TEXT NOT NULL,
    band_set TEXT NOT NULL,
    bands TEXT NOT NULL,
    within_18_weeks BIGINT,
    within_18_weeks_share DOUBLE PRECISION,
    median_weeks DOUBLE PRECISION,
    p95_weeks DOUBLE PRECISION,
    PRIMARY KEY (series, period, organisation_code, line_code, organisation_type, parent_code)
);
CREATE TABLE published_import (
    number BIGINT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    file_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    series TEXT NOT NULL,
    period TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    removed BIGINT NOT NULL,
    unchanged BIGINT NOT NULL
);
-- The figures that an import replaced or removed, as they stood before.
CREATE TABLE published_before (
    import BIGINT NOT NULL REFERENCES published_import (number),
    organisation_code TEXT NOT NULL,
    line_code TEXT NOT NULL,
    organisation_type TEXT NOT NULL,
    parent_code TEXT NOT NULL,
    figures TEXT NOT NULL,
    PRIMARY KEY (import, organisation_code, line_code, organisation_type, parent_code)
);

INSERT INTO journal_head (place, sequence, recorded_at, hash, requests, children) VALUES (1, 0, 0, '', 0, 0);
