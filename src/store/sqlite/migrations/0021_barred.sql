-- Fingerprints of what must not come back: the words (0) and the page (1) of articles that
-- are taken back, by id. They outlast the article, and tell nothing of its words.
CREATE TABLE barred (
  kind INTEGER NOT NULL,
  mark INTEGER NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (kind, mark, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX barred_by_id ON barred (id);
