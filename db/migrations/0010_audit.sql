-- Who did, saw and was refused what: one row each, chained by `hash` to the row before and never changed. `about`: the requests whose child
-- was shown or concerned, by number, with spaces between; `sequence` and `event_hash`: the last event that it made, else 0 and ''. No name,
-- NHS number or word of a child: what a person wrote as the reason is in audit_words, under the child's key, and here by digest.
CREATE TABLE audit (
    number BIGINT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    who TEXT NOT NULL,
    token TEXT NOT NULL,
    from_where TEXT NOT NULL,
    what TEXT NOT NULL,
    outcome TEXT NOT NULL,
    about TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    event_hash TEXT NOT NULL,
    why_digest TEXT NOT NULL,
    details TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_by_time ON audit (recorded_at);
REFUSE UPDATE ON audit;
REFUSE DELETE ON audit;

-- `about`, by request: a list that shows many children is found for each of them.
CREATE TABLE audit_about (
    audit BIGINT NOT NULL REFERENCES audit (number),
    request BIGINT NOT NULL REFERENCES request (number),
    PRIMARY KEY (request, audit)
);
CREATE TABLE audit_words (
    audit BIGINT NOT NULL PRIMARY KEY REFERENCES audit (number),
    sealed TEXT NOT NULL
);

-- Where the audit stands: one row, changed once in each transaction that adds to it.
CREATE TABLE audit_head (
    place INTEGER NOT NULL PRIMARY KEY CHECK (place = 1),
    number BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head (place, number, hash) VALUES (1, 0, '');

-- How audit and ledger stood at an instant, signed (Ed25519), and the public keys of those who signed.
CREATE TABLE audit_key (
    id TEXT NOT NULL PRIMARY KEY,
    public_key TEXT NOT NULL
);
CREATE TABLE audit_signature (
    signed_at BIGINT NOT NULL PRIMARY KEY,
    audit BIGINT NOT NULL,
    audit_hash TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    ledger_hash TEXT NOT NULL,
    key_id TEXT NOT NULL REFERENCES audit_key (id),
    signature TEXT NOT NULL
);
REFUSE UPDATE ON audit_signature;
REFUSE DELETE ON audit_signature;
