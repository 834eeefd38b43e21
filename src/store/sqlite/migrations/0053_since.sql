-- From when on nothing but these bytes was sent: a date that a clock ahead of its time gave to
-- others is none of theirs, in the next program as well.
ALTER TABLE stamp ADD COLUMN since INTEGER;
