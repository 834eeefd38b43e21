-- What a source says about when its item may be shown: not before `embargo`, though
-- it was shown before, and not from `expires` on.
ALTER TABLE arrival ADD COLUMN embargo INTEGER;
ALTER TABLE arrival ADD COLUMN expires INTEGER;

-- `expires` is that of the source whose text counts. `correction` is the desk's note,
-- as JSON, and stands before one that a source gives; `edited` is when it last changed;
-- `by` is who made the state that is shown, where that was not the source by itself.
ALTER TABLE article ADD COLUMN expires INTEGER;
ALTER TABLE article ADD COLUMN correction TEXT;
ALTER TABLE article ADD COLUMN edited INTEGER;
ALTER TABLE article ADD COLUMN by TEXT;
CREATE INDEX article_by_expiry ON article (expires)
  WHERE expires IS NOT NULL AND withdrawn IS NULL;

ALTER TABLE revision ADD COLUMN by TEXT;

-- What the desk did to an article, whatever its sources bring: `kind` is correction or
-- retraction, `note` what readers are told, `undone` when it was taken back and by whom.
CREATE TABLE edit (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (number),
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  kind TEXT NOT NULL,
  note TEXT,
  undone INTEGER,
  undone_by TEXT
) STRICT;
CREATE INDEX edit_by_article ON edit (article, number);
