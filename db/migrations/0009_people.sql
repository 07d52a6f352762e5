-- People who sign in with a password and a second factor. What somebody may do is the row of `token` with the same id, whose secret nobody
-- has. An address is found by its keyed hash; address and seed are sealed. NULL, '': not set yet. `last_step`: the last step of thirty
-- seconds whose code was used.
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY REFERENCES token (id),
    address_hash TEXT UNIQUE,
    sealed_address TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    sealed_seed TEXT NOT NULL,
    last_step BIGINT NOT NULL
);

-- Codes for whoever has lost the second factor, by keyed hash; a code that was used is gone.
CREATE TABLE recovery_code (
    account TEXT NOT NULL REFERENCES account (id),
    code_hash TEXT NOT NULL,
    PRIMARY KEY (account, code_hash)
);

-- The link by which somebody chooses a password, one for each account at the most; one that was used is gone.
CREATE TABLE entry_link (
    account TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'reset')),
    secret_hash TEXT NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);
