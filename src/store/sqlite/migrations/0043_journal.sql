-- What no source says again: the words of the desk, what was handed in (pushed, imported),
-- and the ids that items were given. A row is here until it stands in the journal beside
-- the store as well, whose lines have these numbers.
CREATE TABLE journal (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  entry TEXT NOT NULL
) STRICT;

CREATE TRIGGER journal_edit AFTER INSERT ON edit BEGIN
  INSERT INTO journal (entry)
    SELECT json_object('what', NEW.kind, 'id', id, 'at', NEW.at, 'by', NEW.by,
                       'note', NEW.note, 'key', NEW.key,
                       'source', (SELECT name FROM source WHERE number = NEW.source))
    FROM article WHERE number = NEW.article;
END;
CREATE TRIGGER journal_undone AFTER UPDATE OF undone ON edit
WHEN NEW.undone IS NOT NULL AND OLD.undone IS NULL BEGIN
  INSERT INTO journal (entry)
    SELECT json_object('what', 'undone', 'id', id, 'kind', NEW.kind, 'of', NEW.at,
                       'at', NEW.undone, 'by', coalesce(NEW.undone_by, ''))
    FROM article WHERE number = NEW.article;
END;

CREATE TRIGGER journal_given AFTER INSERT ON arrival WHEN NEW.article IS NOT NULL BEGIN
  INSERT INTO journal (entry)
    SELECT json_object('what', 'given', 'id', a.id, 'source', s.name, 'key', NEW.key)
    FROM article AS a, source AS s WHERE a.number = NEW.article AND s.number = NEW.source;
END;
CREATE TRIGGER journal_given_otherwise AFTER UPDATE OF article, key ON arrival
WHEN NEW.article IS NOT NULL AND (NEW.article IS NOT OLD.article OR NEW.key <> OLD.key) BEGIN
  INSERT INTO journal (entry)
    SELECT json_object('what', 'given', 'id', a.id, 'source', s.name, 'key', NEW.key)
    FROM article AS a, source AS s WHERE a.number = NEW.article AND s.number = NEW.source;
END;
CREATE TRIGGER journal_said AFTER UPDATE OF arrived ON arrival
WHEN NEW.article IS NOT NULL AND NEW.arrived <> OLD.arrived BEGIN
  INSERT INTO journal (entry)
    SELECT json_object('what', 'said', 'id', a.id, 'source', s.name, 'key', NEW.key)
    FROM article AS a, source AS s
    WHERE a.number = NEW.article AND s.number = NEW.source
      AND (s.name = 'push' OR s.memory ->> 'imported');
END;
CREATE TRIGGER journal_imported AFTER UPDATE OF memory ON source
WHEN NEW.memory ->> 'imported' AND NOT coalesce(OLD.memory ->> 'imported', 0) BEGIN
  INSERT INTO journal (entry) VALUES (json_object('what', 'imported', 'source', NEW.name));
END;

-- Words about articles that are not here, from the journal: each holds from the moment in
-- which its article is.
CREATE TABLE owed (
  number INTEGER PRIMARY KEY,
  article TEXT NOT NULL,
  entry TEXT NOT NULL
) STRICT;
CREATE INDEX owed_by_article ON owed (article);

-- Ids that items of sources were given, from the journal: they have them again.
CREATE TABLE given (
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

-- What the journal knows of that nobody brings again (JSON). Nothing is served before
-- somebody has accepted that.
CREATE TABLE loss (
  number INTEGER PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;
