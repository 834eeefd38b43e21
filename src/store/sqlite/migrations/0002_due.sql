-- When a source is to be asked next; empty while it is being asked, and when it
-- is not in the configuration.
ALTER TABLE source ADD COLUMN due INTEGER;
CREATE INDEX source_by_due ON source (due, name) WHERE due IS NOT NULL;
