-- When an article that readers had was put off until a later time, and what they knew of
-- it then: the address of its page, and its sections.
ALTER TABLE article ADD COLUMN recalled INTEGER;
ALTER TABLE article ADD COLUMN recalled_page TEXT;
ALTER TABLE article ADD COLUMN recalled_from TEXT;
CREATE INDEX article_recalled ON article (recalled) WHERE recalled IS NOT NULL;
