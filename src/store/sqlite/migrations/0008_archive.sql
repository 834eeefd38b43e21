-- What stands in each section's archive pages, and of which date its text was. By id:
-- an article may be removed one day, and its pages stay.
CREATE TABLE archived (
  section INTEGER NOT NULL REFERENCES section (number),
  page INTEGER NOT NULL,
  id TEXT NOT NULL,
  updated INTEGER NOT NULL,
  PRIMARY KEY (section, page, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX archived_by_id ON archived (id, section, updated);

-- A page in one format. The bytes, deflated, are apart: all pages are listed at every
-- start, and a few bytes of each are enough for that.
CREATE TABLE archive_page (
  section INTEGER NOT NULL REFERENCES section (number),
  page INTEGER NOT NULL,
  format TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  modified INTEGER NOT NULL,
  length INTEGER NOT NULL,
  body INTEGER NOT NULL,
  PRIMARY KEY (section, page, format)
) STRICT, WITHOUT ROWID;
CREATE TABLE archive_body (
  number INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

-- Whether the article, as it is now, is in no page of the section yet.
ALTER TABLE placement ADD COLUMN unarchived INTEGER NOT NULL DEFAULT 1;
CREATE INDEX placement_unarchived ON placement (section, published, id) WHERE unarchived = 1;
