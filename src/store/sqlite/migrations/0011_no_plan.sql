-- When a source is to be asked follows from its last pass and its schedule: the running
-- service reckons it, and nothing else ever asked.
DROP INDEX source_by_due;
ALTER TABLE source DROP COLUMN due;
