-- Changes of articles that a printing does not have yet. By id: an article may be
-- removed meanwhile.
CREATE TABLE change (
  number INTEGER PRIMARY KEY,
  article TEXT NOT NULL
) STRICT;
CREATE TRIGGER change_of_new AFTER INSERT ON article BEGIN
  INSERT INTO change (article) VALUES (NEW.id);
END;
CREATE TRIGGER change_of_known
AFTER UPDATE OF published, updated, sections, text, withdrawn, reason, correction ON article
WHEN OLD.published <> NEW.published OR OLD.updated <> NEW.updated
  OR OLD.sections <> NEW.sections OR OLD.text <> NEW.text
  OR OLD.withdrawn IS NOT NEW.withdrawn OR OLD.reason IS NOT NEW.reason
  OR OLD.correction IS NOT NEW.correction
BEGIN
  INSERT INTO change (article) VALUES (NEW.id);
END;

-- What the hubs were last told of each topic: a fingerprint of the bytes it had then.
CREATE TABLE topic (
  address TEXT PRIMARY KEY,
  fingerprint BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What was not taken yet: whom it is for, what it is about, which article it tells of.
-- `version` counts up when another message takes its place; without `due` it was given up;
-- `refused` when the receiver takes others.
CREATE TABLE delivery (
  kind TEXT NOT NULL,
  receiver TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  article TEXT,
  version INTEGER NOT NULL,
  since INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  due INTEGER,
  error TEXT,
  refused INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, receiver, subject)
) STRICT, WITHOUT ROWID;
