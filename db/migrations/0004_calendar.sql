-- Bank holidays added to those built into the program; a day that is in both is taken from here.
CREATE TABLE bank_holiday (
    on_day INTEGER NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    announced_on INTEGER,
    recorded_at BIGINT NOT NULL
);

-- When a version was stored, so that "as it was known before" can leave it out; 0 where that is not known.
ALTER TABLE pathway ADD COLUMN recorded_at BIGINT NOT NULL DEFAULT 0;

-- A change of the rules whose requests have still to be judged anew, those after `come_to` up to `up_to`: of a pathway, with a clock start
-- in these days; or, where the pathway is empty, with a clock in working days that runs over them.
CREATE TABLE judging_anew (
    number BIGINT NOT NULL PRIMARY KEY,
    pathway TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    come_to BIGINT NOT NULL,
    up_to BIGINT NOT NULL
);
