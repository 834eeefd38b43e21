-- An entry that was made while its article was joined with another: it leaves its page.
ALTER TABLE archived ADD COLUMN parted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX archived_parted ON archived (section, page) WHERE parted = 1;
UPDATE archived SET parted = 1
WHERE id IN (SELECT a.id FROM apart JOIN article AS a ON a.number = apart.article
             WHERE apart.own IS NOT NULL);
UPDATE placement SET unarchived = 1
WHERE article IN (SELECT article FROM apart WHERE own IS NOT NULL);

-- The sections in whose feeds readers had the article before it was moved to others: what is
-- withdrawn is told there too.
ALTER TABLE article ADD COLUMN was_in TEXT;
