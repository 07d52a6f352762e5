-- How often a new code was made for the letter of a request; the code itself follows from it and from the master key. No row: the first.
CREATE TABLE status_code (
    request BIGINT NOT NULL PRIMARY KEY REFERENCES request (number),
    generation INTEGER NOT NULL
);
