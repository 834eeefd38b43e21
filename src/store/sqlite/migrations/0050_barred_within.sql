-- The sections that the token reaches by whose word an article was taken back: what was taken
-- back bars nothing outside them. No row where it was taken back for everybody.
CREATE TABLE barred_within (
  id TEXT NOT NULL,
  section TEXT NOT NULL,
  PRIMARY KEY (id, section)
) STRICT, WITHOUT ROWID;
