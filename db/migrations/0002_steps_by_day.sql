-- Breaches of a range of days, without reading every step there ever was.
CREATE INDEX step_by_day ON step (step, occurrence, sequence);
