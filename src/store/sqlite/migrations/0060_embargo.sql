-- Until when the desk keeps an article back: of an `edit` whose kind is embargo. The last of
-- them that was not undone counts.
ALTER TABLE edit ADD COLUMN until INTEGER;
-- The sections that whoever says it reaches: the same story waits nowhere else. All when NULL.
ALTER TABLE edit ADD COLUMN within TEXT;
CREATE INDEX edit_embargo ON edit (until) WHERE kind = 'embargo' AND undone IS NULL;

DROP TRIGGER journal_edit;
CREATE TRIGGER journal_edit AFTER INSERT ON edit BEGIN
  INSERT INTO journal (entry)
    SELECT json_object('what', NEW.kind, 'id', id, 'at', NEW.at, 'by', NEW.by,
                       'note', NEW.note, 'key', NEW.key, 'until', NEW.until,
                       'source', (SELECT name FROM source WHERE number = NEW.source))
    FROM article WHERE number = NEW.article;
END;
