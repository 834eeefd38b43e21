-- A picture that a page wants, by the address that it was declared with. `body` is what is
-- known of the paper's own once it is here, as JSON, and `name` what its files are called;
-- `seen` the state of the file in the newsroom's folder that it was made of. It is asked
-- for when `due` has come; when there is none, it is here or was given up.
CREATE TABLE picture (
  address TEXT PRIMARY KEY,
  name BLOB,
  body TEXT,
  seen TEXT,
  fault TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  due INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_by_due ON picture (due) WHERE due IS NOT NULL;
CREATE INDEX picture_by_name ON picture (name) WHERE name IS NOT NULL;

-- Which article shows it.
CREATE TABLE picture_use (
  article INTEGER NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (article, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_use_by_address ON picture_use (address);

-- What an article shows goes with it: when it is withdrawn, removed, or put off.
CREATE TRIGGER picture_withdrawn AFTER UPDATE OF withdrawn ON article
WHEN NEW.withdrawn IS NOT NULL BEGIN
  DELETE FROM picture_use WHERE article = NEW.number;
END;
CREATE TRIGGER picture_put_off AFTER UPDATE OF published ON article
WHEN NEW.published > OLD.published BEGIN
  DELETE FROM picture_use WHERE article = NEW.number;
END;
CREATE TRIGGER picture_removed AFTER DELETE ON article BEGIN
  DELETE FROM picture_use WHERE article = OLD.number;
END;
CREATE TRIGGER picture_unused AFTER DELETE ON picture_use BEGIN
  DELETE FROM picture WHERE address = OLD.address
    AND NOT EXISTS (SELECT 1 FROM picture_use WHERE address = OLD.address);
END;

-- Files that are to be removed, by the name of their picture.
CREATE TABLE picture_gone (
  name BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TRIGGER picture_forgotten AFTER DELETE ON picture WHEN OLD.name IS NOT NULL BEGIN
  INSERT OR IGNORE INTO picture_gone (name) VALUES (OLD.name);
END;
CREATE TRIGGER picture_replaced AFTER UPDATE OF name ON picture
WHEN OLD.name IS NOT NULL AND OLD.name IS NOT NEW.name BEGIN
  INSERT OR IGNORE INTO picture_gone (name) VALUES (OLD.name);
END;
