-- The notice that stands in the place of a retracted article's entry, as JSON.
ALTER TABLE archived ADD COLUMN notice TEXT;
CREATE INDEX archived_with_notice ON archived (id) WHERE notice IS NOT NULL;

-- The body of the page as it was sealed, while one with notices is published: what is
-- undone comes back as it was.
ALTER TABLE archive_page ADD COLUMN sealed INTEGER;

CREATE INDEX article_held ON article (id) WHERE held = 1;
