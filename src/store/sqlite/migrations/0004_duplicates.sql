-- How an item was found to be of its article (nothing: it made it), since when, the
-- date it gave, the id it would have had alone, and whether a later item of the same
-- source took its place.
ALTER TABLE arrival ADD COLUMN matched TEXT;
ALTER TABLE arrival ADD COLUMN since INTEGER;
ALTER TABLE arrival ADD COLUMN published INTEGER;
ALTER TABLE arrival ADD COLUMN own_id TEXT;
ALTER TABLE arrival ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0;

-- What articles are looked up by when a story comes again under another name: hashes
-- of a few runs of words, and of addresses other than the one that is shown.
CREATE TABLE mark (
  mark INTEGER NOT NULL,
  published INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (mark, published, article)
) STRICT, WITHOUT ROWID;

-- Items that somebody put apart from an article, and the article they became.
CREATE TABLE apart (
  source INTEGER NOT NULL,
  key TEXT NOT NULL,
  article INTEGER NOT NULL,
  own INTEGER,
  PRIMARY KEY (source, key, article)
) STRICT, WITHOUT ROWID;
