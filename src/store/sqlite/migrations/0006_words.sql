-- Where an article stands among all, newest last: the second of its date, then its
-- number, in one integer. What is beyond the years that fit stands at their end.
ALTER TABLE article ADD COLUMN place INTEGER GENERATED ALWAYS AS (
  max(-4294967296, min(4294967295, published / 1000000)) * 2147483648 + number
) VIRTUAL;

-- The words of every article, withdrawn ones too, folded; a row's number is the
-- article's place, so that what is found comes in the order of a feed. The texts
-- themselves are not kept here.
CREATE VIRTUAL TABLE words USING fts5 (
  text, authors, tags, sections,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- Articles whose words are not as the table has them, and the place of the row to
-- remove. It is empty whenever a transaction ends.
CREATE TABLE unread (
  article INTEGER PRIMARY KEY,
  place INTEGER
) STRICT;
INSERT INTO unread (article) SELECT number FROM article;

CREATE TRIGGER article_came AFTER INSERT ON article BEGIN
  INSERT OR IGNORE INTO unread (article) VALUES (NEW.number);
END;
CREATE TRIGGER article_changed AFTER UPDATE OF text, sections, published ON article
WHEN OLD.text <> NEW.text OR OLD.sections <> NEW.sections OR OLD.published <> NEW.published
BEGIN
  INSERT OR IGNORE INTO unread (article, place) VALUES (OLD.number, OLD.place);
END;
CREATE TRIGGER article_went AFTER DELETE ON article BEGIN
  INSERT OR IGNORE INTO unread (article, place) VALUES (OLD.number, OLD.place);
END;
