-- Instants are microseconds since 1970. Fingerprints are 16 bytes. A list of
-- sections is their short names in order with a space between them.

CREATE TABLE source (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  rank INTEGER NOT NULL,
  memory TEXT NOT NULL,
  last_pass INTEGER,
  last_success INTEGER,
  error TEXT,
  failures INTEGER NOT NULL
) STRICT;

CREATE TABLE section (
  number INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE
) STRICT;

-- What one source says in one item. A row is never changed: a new text is a new
-- row. No foreign key leads here, because each would need an index of its own to
-- be checked when a row is removed.
CREATE TABLE text (
  number INTEGER PRIMARY KEY,
  address INTEGER,
  head TEXT NOT NULL,
  correction TEXT,
  content TEXT NOT NULL
) STRICT;

-- What is shown. It follows from the arrivals, except when there are none left.
CREATE TABLE article (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  published INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  sections TEXT NOT NULL,
  text INTEGER NOT NULL,
  fingerprint BLOB NOT NULL,
  address INTEGER,
  revision INTEGER NOT NULL,
  revised INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source (number),
  withdrawn INTEGER,
  reason TEXT,
  held INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX article_by_address ON article (address) WHERE address IS NOT NULL;
CREATE INDEX article_by_date ON article (published);
CREATE INDEX article_by_withdrawal ON article (withdrawn) WHERE withdrawn IS NOT NULL;

-- An item of a source. Without an article it is only known: its article was
-- removed by retention.
CREATE TABLE arrival (
  source INTEGER NOT NULL REFERENCES source (number),
  key TEXT NOT NULL,
  arrived BLOB NOT NULL,
  article INTEGER REFERENCES article (number),
  text INTEGER,
  fingerprint BLOB,
  updated INTEGER,
  sections TEXT,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrival_by_article ON arrival (article);

-- The live articles of each section in the order of a feed.
CREATE TABLE placement (
  section INTEGER NOT NULL REFERENCES section (number),
  published INTEGER NOT NULL,
  id TEXT NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (section, published DESC, id)
) STRICT, WITHOUT ROWID;

-- The states that an article has had before the one in its own row; the body is
-- JSON, deflated.
CREATE TABLE revision (
  article INTEGER NOT NULL REFERENCES article (number),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source (number),
  body BLOB NOT NULL,
  PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE refusal (
  number INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (number),
  key TEXT NOT NULL,
  arrived BLOB,
  at INTEGER NOT NULL,
  title TEXT,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX refusal_by_key ON refusal (source, key);
