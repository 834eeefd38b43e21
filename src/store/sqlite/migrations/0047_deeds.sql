-- What somebody did: who, by which way they came (command, desk, push), and to what. No word
-- of an article is in it, so that a purge leaves none here.
CREATE TABLE deed (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    door TEXT NOT NULL,
    deed TEXT NOT NULL,
    article TEXT,
    subject TEXT
) STRICT;
CREATE INDEX deed_by_article ON deed (article, number) WHERE article IS NOT NULL;
CREATE INDEX deed_by_door ON deed (door, number);
