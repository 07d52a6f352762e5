-- Recurring work, one row a job. `next_run_at` is when it runs next, NULL while the daemon does not have the job; `occurrence_at` is the
-- instant that run is for, earlier than next_run_at when it was missed or is tried again; `done_at` the last such instant that was done.
CREATE TABLE job (
    code TEXT NOT NULL PRIMARY KEY,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    catch_up TEXT NOT NULL CHECK (catch_up IN ('each', 'latest')),
    next_run_at BIGINT,
    occurrence_at BIGINT NOT NULL,
    done_at BIGINT,
    last_run_at BIGINT,
    last_finished_at BIGINT,
    last_outcome TEXT CHECK (last_outcome IN ('ok', 'failed')),
    last_note TEXT NOT NULL,
    runs BIGINT NOT NULL,
    skipped BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    tries INTEGER NOT NULL
);

-- What a job asks somebody to do, each once. No child's name: a service, a request's reference or a number.
CREATE TABLE prompt (
    number BIGINT NOT NULL UNIQUE,
    job TEXT NOT NULL,
    subject TEXT NOT NULL,
    occurrence TEXT NOT NULL,
    role TEXT NOT NULL,
    service TEXT NOT NULL,
    area TEXT NOT NULL,
    due_on INTEGER NOT NULL,
    recorded_at BIGINT NOT NULL,
    closed_at BIGINT,
    closed_by TEXT NOT NULL,
    PRIMARY KEY (job, subject, occurrence)
);

-- When the details of a service were found right, and by whom. A service without `added_on` is older than this schema.
CREATE TABLE service_check (
    service TEXT NOT NULL REFERENCES service (code),
    checked_on INTEGER NOT NULL,
    checked_by TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (service, checked_on)
);
ALTER TABLE service ADD COLUMN added_on INTEGER;

-- The next birthday of each child at which somebody has to do something, by its month alone (yyyymm); age 0: not known.
CREATE TABLE age_plan (
    child BIGINT NOT NULL PRIMARY KEY REFERENCES child (number),
    month INTEGER NOT NULL,
    age INTEGER NOT NULL
);

-- The figures of a month's end as they were known then: counts only, and never changed.
CREATE TABLE snapshot (
    month INTEGER NOT NULL,
    kind TEXT NOT NULL,
    document TEXT NOT NULL,
    digest TEXT NOT NULL,
    known_at BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (month, kind)
);
REFUSE UPDATE ON snapshot;
REFUSE DELETE ON snapshot;
